import assert from "node:assert/strict";
import { test } from "node:test";
import { pause } from "../../static/js/lib/socket.js";

test("pauses double from one second and end at fifteen", () => {
  const longest = () => 1;
  assert.deepEqual([0, 1, 2, 3, 4, 10].map((turn) => pause(turn, longest)), [1000, 2000, 4000, 8000, 15000, 15000]);
});

test("jitter keeps boards from coming back together, never sooner than half the pause", () => {
  assert.equal(pause(3, () => 0), 4000);
  const spread = new Set(Array.from({ length: 50 }, () => Math.round(pause(3))));
  assert.ok(spread.size > 10);
});
