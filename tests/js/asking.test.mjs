import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { asking } from "../../static/js/lib/asking.js";

let asked; // the moments at which the door was asked
let pending; // ends the question that is in flight
let hidden;

const settle = () => new Promise((done) => setImmediate(done));

async function pass(ms) {
  for (let at = 0; at < ms; at += 50) {
    mock.timers.tick(50);
    await settle();
  }
}

/** A page that asks; `answer`: "at once", "never" by itself, or "fails". */
function page(answer = "at once", random = () => 1) {
  const question = () => {
    asked.push(Date.now());
    if (answer === "fails") return Promise.reject(new Error("503"));
    return answer === "at once" ? Promise.resolve() : new Promise((done) => (pending = done));
  };
  return asking(question, { random, isHidden: () => hidden });
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 100000 });
  asked = [];
  hidden = false;
});

test("the first question is asked at once", () => {
  page()();
  assert.deepEqual(asked, [100000]);
});

test("fifty hints in ten seconds are at most one question a second, and the last one is not lost", async () => {
  const ask = page();
  for (let turn = 0; turn < 50; turn += 1) {
    ask();
    await pass(200);
  }
  await pass(2000);
  for (let place = 1; place < asked.length; place += 1) assert.ok(asked[place] - asked[place - 1] >= 1000);
  assert.ok(asked.length >= 10 && asked.length <= 11, String(asked.length));
  assert.ok(asked.at(-1) >= 100000 + 49 * 200);
});

test("one question is in flight; what was told meanwhile is asked once, after it", async () => {
  const ask = page("never");
  ask();
  for (let turn = 0; turn < 5; turn += 1) ask();
  await pass(5000);
  assert.equal(asked.length, 1);
  pending();
  await settle();
  assert.equal(asked.length, 2);
});

test("with many boards each asks within the time that it was told, spread evenly", async () => {
  for (const chance of [0.1, 0.5, 0.9]) page("at once", () => chance)(2000);
  await pass(2500);
  assert.deepEqual(asked.map((at) => at - 100000), [200, 1000, 1800]);
});

test("a hint never puts off a question that waits already", async () => {
  const ask = page();
  ask(1000);
  await pass(500);
  ask(6000);
  await pass(500);
  assert.equal(asked.length, 1);
});

test("a question that fails is asked again by itself, after pauses that grow", async () => {
  page("fails")();
  await settle();
  await pass(32000);
  assert.deepEqual(asked.map((at) => (at - 100000) / 1000), [0, 1, 3, 7, 15, 30]);
});

test("nobody sees the page: it asks every fifteen seconds at most, and at once when it is seen again", async () => {
  const ask = page();
  ask();
  await settle();
  hidden = true;
  ask();
  await pass(5000);
  assert.equal(asked.length, 1);
  hidden = false;
  ask();
  assert.equal(asked.length, 2);
  hidden = true;
  await settle();
  ask();
  await pass(16000);
  assert.equal(asked.length, 3);
});
