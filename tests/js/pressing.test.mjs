import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { AT_MOST, CLICK, pressing } from "../../static/js/lib/pressing.js";

let page; // what happens on it is told by `happens`
let released;

const button = { closest: () => button };
const text = { closest: () => null };

function happens(name, target = button, more = {}) {
  page.dispatchEvent(Object.defineProperty(Object.assign(new Event(name), more), "target", { value: target }));
}

/** Whether whoever waits goes on after so many ms. */
async function goesOn(after) {
  let did = false;
  const waiting = released();
  waiting.then(() => (did = true));
  mock.timers.tick(after);
  await new Promise((done) => setImmediate(done));
  return did;
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  page = new EventTarget();
  released = pressing(page);
});

test("where nothing is pressed nobody waits", async () => {
  assert.ok(await goesOn(0));
});

test("a button that is down holds back what comes until its click has come", async () => {
  happens("pointerdown");
  assert.ok(!(await goesOn(1000)));
  happens("pointerup");
  assert.ok(!(await goesOn(CLICK - 1)));
  assert.ok(await goesOn(1));
});

test("text that is marked, and what is lifted without a press, hold nothing back", async () => {
  happens("pointerdown", text);
  happens("keydown", text, { key: " " });
  happens("pointerup");
  assert.ok(await goesOn(0));
});

test("a press that is never let go holds back for so long only, also where its key repeats", async () => {
  happens("keydown", button, { key: " " });
  assert.ok(!(await goesOn(AT_MOST - 1)));
  happens("keydown", button, { key: " ", repeat: true });
  assert.ok(await goesOn(1));
});

test("a second press within the first one's click is held as well", async () => {
  happens("pointerdown");
  happens("pointerup");
  mock.timers.tick(CLICK - 1);
  happens("pointerdown");
  assert.ok(!(await goesOn(CLICK)));
  happens("pointercancel");
  assert.ok(await goesOn(CLICK));
});

test("other keys press nothing", async () => {
  happens("keydown", button, { key: "Tab" });
  assert.ok(await goesOn(0));
});
