import assert from "node:assert/strict";
import { test } from "node:test";
import { rounds, said } from "../../static/js/lib/wall/rounds.js";

const one = (number, level, isExercise = false) => ({ number, level, isExercise });
const CRITICAL = one("0147", "critical");
const HIGH = one("0141", "high");
const DRILL = one("X-0012", "critical", true);

/** A wall whose second hand is turned by the test; what sounded, as "second: figures". */
function wall() {
  const round = rounds();
  const heard = [];
  const state = { alarms: [], isLive: true, isMuted: false };
  let at = 0;
  return {
    heard,
    round,
    state,
    pass(seconds) {
      for (let n = 0; n < seconds; n += 1, at += 1) {
        const figures = round.due({ ...state, now: at * 1000 });
        if (figures.length) heard.push(`${at}: ${figures.join(", ")}`);
      }
    },
    back: (seconds) => (at -= seconds),
  };
}

test("the worst of each kind is said, the real one first", () => {
  assert.deepEqual(said([HIGH, DRILL, CRITICAL]), ["critical", "exercise-critical"]);
  assert.deepEqual(said([one("X-1", "high", true), HIGH]), ["high", "exercise-high"]);
  assert.deepEqual(said([]), []);
});

test("a critical alert sounds at once and every 30 s until it is answered", () => {
  const { heard, state, pass } = wall();
  pass(7);
  state.alarms = [CRITICAL];
  pass(65);
  state.alarms = [];
  pass(60);
  assert.deepEqual(heard, ["7: critical", "37: critical", "67: critical"]);
});

test("a new critical alert does not wait for the round of another", () => {
  const { heard, state, pass } = wall();
  state.alarms = [CRITICAL];
  pass(3);
  state.alarms = [CRITICAL, one("0148", "critical")];
  pass(35);
  assert.deepEqual(heard, ["0: critical", "3: critical", "33: critical"]);
});

test("what rises to critical is new, and what was answered and comes back is new", () => {
  const { heard, state, pass } = wall();
  state.alarms = [one("0141", "high")];
  pass(10);
  state.alarms = [one("0141", "critical")];
  pass(5);
  state.alarms = [];
  pass(1);
  state.alarms = [one("0141", "critical")];
  pass(5);
  assert.deepEqual(heard, ["0: high", "10: critical", "16: critical"]);
});

test("a flood of high alerts is one tone every five seconds, then every thirty", () => {
  const { heard, state, pass } = wall();
  for (let n = 0; n < 12; n += 1) {
    state.alarms = [...state.alarms, one(String(n), "high")];
    pass(1);
  }
  pass(40);
  assert.deepEqual(heard, ["0: high", "5: high", "10: high", "15: high", "45: high"]);
});

test("a real alert and an exercise are one round, not two that cross", () => {
  const { heard, state, pass } = wall();
  state.alarms = [DRILL];
  pass(4);
  state.alarms = [DRILL, HIGH];
  pass(40);
  assert.deepEqual(heard, ["0: exercise-critical", "5: high, exercise-critical", "35: high, exercise-critical"]);
});

test("muted: a new critical alert sounds once, nothing else; then the rounds go on", () => {
  const { heard, state, pass } = wall();
  state.alarms = [CRITICAL, HIGH];
  pass(5);
  state.isMuted = true;
  pass(95);
  state.alarms = [CRITICAL, HIGH, one("0149", "critical"), one("0150", "high")];
  pass(100);
  state.isMuted = false;
  pass(31);
  assert.deepEqual(heard, ["0: critical", "100: critical", "200: critical", "230: critical"]);
});

test("muted: only what is new is said of a mixture", () => {
  const { heard, state, pass } = wall();
  state.alarms = [CRITICAL];
  pass(1);
  state.isMuted = true;
  state.alarms = [CRITICAL, DRILL];
  pass(60);
  assert.deepEqual(heard, ["0: critical", "1: exercise-critical"]);
});

test("a wall that is not live gives a low tone each minute, and goes on repeating what nobody answered", () => {
  const { heard, state, pass } = wall();
  state.alarms = [HIGH];
  pass(10);
  state.isLive = false;
  pass(85);
  state.isLive = true;
  pass(20);
  assert.deepEqual(heard, ["0: high", "10: silent", "30: high", "60: high", "70: silent", "90: high"]);
});

test("muted: that the wall is no longer live is said once", () => {
  const { heard, state, pass } = wall();
  state.isMuted = true;
  state.isLive = false;
  pass(150);
  assert.deepEqual(heard, ["0: silent"]);
});

test("what stands on the wall when the sound is armed waits for the end of the proof, what is new does not", () => {
  const { heard, round, state, pass } = wall();
  state.alarms = [CRITICAL];
  round.begin(state.alarms, 0, 6000);
  pass(3);
  state.alarms = [CRITICAL, one("0148", "critical")];
  pass(10);
  assert.deepEqual(heard, ["3: critical"]);
  const alone = wall();
  alone.state.alarms = [CRITICAL];
  alone.round.begin(alone.state.alarms, 0, 6000);
  alone.pass(40);
  assert.deepEqual(alone.heard, ["6: critical", "36: critical"]);
});

test("a display's clock that is set back silences nothing", () => {
  const { heard, state, pass, back } = wall();
  state.alarms = [CRITICAL];
  state.isLive = false;
  pass(1);
  back(3600);
  pass(1);
  assert.equal(heard.length, 2);
  assert.equal(heard[1], "-3599: critical, silent");
});
