import assert from "node:assert/strict";
import { test } from "node:test";
import { countdown, keeping, muteLeft, nextMute, stateOf } from "../../static/js/lib/wall/kept.js";

const MINUTE = 60_000;

function shelf(held = null) {
  return { held, getItem: () => shelf.held ?? held, setItem(_key, text) { this.held = text; held = text; } };
}

test("nobody has chosen: off, and quiet where the display asks for less", () => {
  const kept = keeping(shelf()).get();
  assert.equal(stateOf(kept, { isRunning: true, isReduced: false, now: 0 }), "off");
  assert.equal(stateOf(kept, { isRunning: true, isReduced: true, now: 0 }), "quiet");
});

test("armed by hand it sounds, whatever the display asks for", () => {
  const kept = { choice: "on", isHeard: true, mutedUntil: 0 };
  assert.equal(stateOf(kept, { isRunning: true, isReduced: true, now: 0 }), "on");
});

test("it is never called on while the browser lets nothing out, nor before somebody heard it", () => {
  const kept = { choice: "on", isHeard: true, mutedUntil: 5 * MINUTE };
  assert.equal(stateOf(kept, { isRunning: false, isReduced: false, now: 0 }), "blocked");
  assert.equal(stateOf(kept, { isRunning: true, isReduced: false, now: 0 }), "muted");
  assert.equal(stateOf({ ...kept, isHeard: false }, { isRunning: true, isReduced: false, now: 6 * MINUTE }), "unheard");
});

test("the mute ends by itself, counts down, and is never longer than the longest", () => {
  const kept = { mutedUntil: 5 * MINUTE };
  assert.equal(muteLeft(kept, 28_000), 272_000);
  assert.equal(countdown(272_000), "4:32");
  assert.equal(countdown(400), "0:01");
  assert.equal(muteLeft(kept, 5 * MINUTE), 0);
  assert.equal(muteLeft(kept, -3600_000), 0, "a clock that was set back does not lengthen it");
});

test("the key goes through five minutes, fifteen, none", () => {
  assert.deepEqual([0, 5 * MINUTE, 15 * MINUTE].map(nextMute), [5 * MINUTE, 15 * MINUTE, 0]);
});

test("the choice is kept through a reload; what cannot be read counts as no choice", () => {
  const store = shelf();
  keeping(store).set({ choice: "quiet" });
  assert.equal(keeping(store).get().choice, "quiet");
  assert.equal(keeping(shelf("{half")).get().choice, null);
  const forbidden = { getItem: () => { throw new Error("no"); }, setItem: () => { throw new Error("no"); } };
  const here = keeping(forbidden);
  here.set({ choice: "on" });
  assert.equal(here.get().choice, "on");
});
