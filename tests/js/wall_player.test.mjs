import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { player } from "../../static/js/lib/wall/player.js";
import { FIGURES, lengthOf, PROOF } from "../../static/js/lib/wall/tones.js";

let context;
let started; // {type, hz, at, until}: oscillators as the browser was asked for them

class Node {
  connect(next) {
    return next;
  }
  disconnect() {
    this.isGone = true;
  }
}
globalThis.OscillatorNode = class extends Node {
  constructor(_context, { type, frequency }) {
    super();
    Object.assign(this, { type, hz: frequency });
    started.push(this);
  }
  start(at) {
    this.at = at;
  }
  stop(at = context.currentTime) {
    this.until = at;
  }
};
globalThis.GainNode = class extends Node {
  gain = { setValueAtTime() {}, linearRampToValueAtTime() {} };
};

beforeEach(() => {
  started = [];
  context = { state: "running", currentTime: 0, destination: new Node(), resume: () => Promise.resolve() };
});

function made() {
  const device = player(() => {}, () => context);
  device.open();
  return device;
}

test("critical falls in two tones, high is one", () => {
  const falling = FIGURES.critical.notes.map(({ hz }) => hz);
  assert.equal(falling.length, 2);
  assert.ok(falling[0] > falling[1]);
  assert.equal(FIGURES.high.notes.length, 1);
});

test("an exercise has another timbre, another interval, and a mark before it", () => {
  for (const level of ["critical", "high"]) {
    const [real, drill] = [FIGURES[level], FIGURES[`exercise-${level}`]];
    assert.notEqual(real.wave, drill.wave);
    assert.ok(drill.notes.length > real.notes.length);
    assert.ok(!drill.notes.some(({ hz }) => real.notes.some((note) => note.hz === hz)));
  }
});

test("the tone of a wall that is not live is lower than all others", () => {
  const others = Object.entries(FIGURES).filter(([name]) => name !== "silent");
  assert.ok(others.every(([, { notes }]) => notes.every(({ hz }) => hz > 2 * FIGURES.silent.notes[0].hz)));
});

test("the tones of the proof follow each other and none overlaps the next", () => {
  const device = made();
  const starts = PROOF.map((name) => device.say(name));
  for (let n = 1; n < starts.length; n += 1) assert.ok(starts[n] >= starts[n - 1] + lengthOf(PROOF[n - 1]) + 0.3);
  assert.equal(started.length, PROOF.reduce((sum, name) => sum + FIGURES[name].notes.length, 0));
});

test("a real critical alert comes in the place of what waits and of what sounds", () => {
  const device = made();
  device.say("exercise-critical");
  device.say("silent");
  context.currentTime = 0.5;
  assert.ok(device.say("critical") < 0.05);
  const [drill, real] = [started.filter(({ type }) => type !== "sawtooth"), started.filter(({ type }) => type === "sawtooth")];
  assert.ok(drill.every(({ until, isGone }) => until <= 0.5 && isGone));
  assert.equal(real.length, 2);
});

test("a flood does not pile up: of each figure at most one waits", () => {
  const device = made();
  for (let n = 0; n < 100; n += 1) for (const name of ["critical", "exercise-critical", "silent"]) device.say(name);
  const waits = Math.max(...started.filter(({ isGone }) => !isGone).map(({ until }) => until));
  assert.ok(waits < 8, String(waits));
});

test("nothing is said where nothing comes out", () => {
  const device = made();
  context.state = "suspended";
  assert.equal(device.say("critical"), null);
  assert.equal(started.length, 0);
  assert.equal(device.isRunning(0), false);
});

test("a synthesiser whose clock stands still is not called running", () => {
  const device = made();
  assert.equal(device.isRunning(0), true);
  assert.equal(device.isRunning(4000), true);
  assert.equal(device.isRunning(6000), false);
  context.currentTime = 1;
  assert.equal(device.isRunning(7000), true);
});

test("a browser without a synthesiser is never called running", () => {
  const device = player(() => {}, () => {
    throw new Error("none");
  });
  device.wake();
  assert.equal(device.isRunning(0), false);
  assert.equal(device.say("critical"), null);
});
