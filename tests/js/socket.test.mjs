import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, pause } from "../../static/js/lib/socket.js";

test("pauses double from one second and end at fifteen", () => {
  const longest = () => 1;
  assert.deepEqual([0, 1, 2, 3, 4, 10].map((turn) => pause(turn, longest)), [1000, 2000, 4000, 8000, 15000, 15000]);
});

test("jitter keeps boards from coming back together, never sooner than half the pause", () => {
  assert.equal(pause(3, () => 0), 4000);
  const spread = new Set(Array.from({ length: 50 }, () => Math.round(pause(3))));
  assert.ok(spread.size > 10);
});

class Line extends EventTarget {
  static all = [];
  constructor() {
    super();
    Line.all.push(this);
  }
  say(type, more = {}) {
    this.dispatchEvent(Object.assign(new Event(type), more));
  }
}

test("what the server says of the crowd holds for asking, and for asking after a reconnection", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(Math, "random", () => 0.5);
  Object.assign(globalThis, { WebSocket: Line, addEventListener: () => {} });
  const asked = [];
  follow("ws://hub/", { heard() {}, silent() {}, ended() {}, changed: (within) => asked.push(within) });
  Line.all[0].say("open");
  Line.all[0].say("message", { data: '{"t":"changed","within":2160}' });
  Line.all[0].say("message", { data: '{"t":"beat"}' });
  Line.all[0].say("close", { code: 1012 });
  t.mock.timers.tick(750 + 1079);
  assert.equal(Line.all.length, 1, "200 boards do not come back in the same second");
  t.mock.timers.tick(2);
  Line.all[1].say("open");
  assert.deepEqual(asked, [0, 2160, 2160]);
});
