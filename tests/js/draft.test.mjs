import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { forget, kept, restoreStatus, typed } from "../../static/js/lib/draft.js";

const DAY = 24 * 3600 * 1000;

beforeEach(() => {
  const held = new Map();
  globalThis.localStorage = {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => held.set(key, value),
    removeItem: (key) => held.delete(key),
  };
});
afterEach(() => delete globalThis.localStorage);

const put = (draft) => localStorage.setItem("draft:1", JSON.stringify(draft));

test("a draft is found again", () => {
  put({ at: Date.now(), pairs: [["text", "words"]] });
  assert.deepEqual(kept("draft:1").pairs, [["text", "words"]]);
});

test("another person's draft is not", () => {
  put({ at: Date.now(), pairs: [] });
  assert.equal(kept("draft:2"), null);
});

test("after seven days it is gone from the device", () => {
  put({ at: Date.now() - 8 * DAY, pairs: [] });
  assert.equal(kept("draft:1"), null);
  assert.equal(localStorage.getItem("draft:1"), null);
});

test("what cannot be read is no draft", () => {
  localStorage.setItem("draft:1", "{");
  assert.equal(kept("draft:1"), null);
});

test("once received it is forgotten", () => {
  put({ at: Date.now(), pairs: [] });
  forget("draft:1");
  assert.equal(kept("draft:1"), null);
});

test("a browser without storage keeps nothing and complains of nothing", () => {
  delete globalThis.localStorage;
  assert.equal(kept("draft:1"), null);
  forget("draft:1");
});

test("what was typed is known by what differs from the page as it came; a button is no answer", () => {
  const text = (name, value) => ({ name, type: "text", value, defaultValue: "" });
  const box = (name, checked) => ({ name, type: "checkbox", checked, defaultChecked: false });
  const button = { name: "", type: "submit", value: "" };
  const elements = [text("text", "Shots."), text("place", ""), box("now", true), box("past", false), button, { name: "id", type: "hidden", value: "7", defaultValue: "" }];
  assert.deepEqual(typed({ elements }), new Set(["text", "now"]));
});

const hidden = (value) => ({ elements: { status: { type: "hidden", value } } });
const choice = (value) => ({ elements: { status: { value } } }); // as a list of radio buttons has it

test("what was typed before an exercise began is taken for real, and shown so", () => {
  const form = choice("exercise");
  restoreStatus(form, [["status", "unasked"]]);
  assert.equal(form.elements.status.value, "actual");
});

test("what was part of an exercise that is over says so to the hub, which asks", () => {
  const form = hidden("unasked");
  restoreStatus(form, [["status", "exercise"]]);
  assert.equal(form.elements.status.value, "exercise");
});

test("what was said to be real, or nothing, changes no page", () => {
  for (const pairs of [[["status", "actual"]], [], [["status", "unasked"]]]) {
    const form = hidden("unasked");
    restoreStatus(form, pairs);
    assert.equal(form.elements.status.value, "unasked");
  }
  const asked = choice("exercise");
  restoreStatus(asked, [["status", "exercise"]]);
  assert.equal(asked.elements.status.value, "exercise");
  restoreStatus({ elements: {} }, [["status", "exercise"]]);
});
