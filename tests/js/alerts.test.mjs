import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../static/js/lib/dom.js";
import { alert, letter, split, worst } from "../../static/js/lib/map/alerts.js";

const row = (more) => ({ number: "BEN-2026-0147", level: "high", lat: "0.815", lon: "29.575", ...more });

test("a row is read as it is written", () => {
  const one = alert(row({ precisionKm: "3", place: "Mayi-Moya", kind: "Attack", href: "/a/1", exercise: "true" }));
  assert.deepEqual(one, {
    number: "BEN-2026-0147", short: "0147", level: "high", at: [0.815, 29.575], km: 3, exact: false,
    place: "Mayi-Moya", kind: "Attack", href: "/a/1", received: null, happened: null, exercise: true,
  });
});

test("a place on the equator or on Greenwich is a place; an empty one is not", () => {
  assert.deepEqual(alert(row({ lat: "0", lon: "0" })).at, [0, 0]);
  for (const bad of [{ lat: "" }, { lon: undefined }, { lat: "x" }, { lat: "91" }, { lat: " " }, { lon: "0,5" }]) {
    assert.equal(alert(row(bad)).at, null);
  }
});

test("exercise is what the server says, in any of its spellings", () => {
  for (const no of [undefined, "false", "False", "0"]) assert.equal(alert(row({ exercise: no })).exercise, false);
  for (const yes of ["", "true", "True", "1"]) assert.equal(alert(row({ exercise: yes })).exercise, true);
});

test("an unknown level is drawn as low, and a row without a number not at all", () => {
  assert.equal(alert(row({ level: "urgent" })).level, "low");
  assert.equal(alert(row({ number: "" })), null);
});

test("worst first, then as in the list; the unplaced are counted; a number counts once", () => {
  const rows = [
    row({ number: "A-1", level: "low" }), row({ number: "A-2", level: "critical" }), row({ number: "A-3", level: "low" }),
    row({ number: "A-4", lat: "" }), row({ number: "A-2", level: "critical" }), row({ number: "A-4", lat: "" }),
  ];
  const { placed, unplaced } = split(rows);
  assert.deepEqual(placed.map(({ number }) => number), ["A-2", "A-1", "A-3"]);
  assert.equal(unplaced, 1);
  assert.equal(worst(placed), "critical");
});

test("components have one letter", () => {
  assert.equal(["military", "police", "civilian", "FORCE", "UNPOL", "Pol", "Civil Affairs"].map(letter).join(""), "FPCFPPC");
});

test("how well a place is known: by its word, else by its circle", () => {
  assert.equal(alert(row({ precision: "exact", precisionKm: "2" })).exact, true);
  assert.equal(alert(row({ precision: "village", precisionKm: "1" })).exact, false);
  assert.equal(alert(row({ precisionKm: "0.5" })).exact, true);
  assert.equal(alert(row({ precisionKm: "" })).exact, true);
});

test("sentences take their values", () => {
  assert.equal(fill("{n} of {all}", { n: 0 }), "0 of {all}");
  assert.equal(fill("plain"), "plain");
});

test("when it happened and when it came are moments, or none", () => {
  const one = alert(row({ received: "2026-11-24T17:21:00+00:00", event: "yesterday" }));
  assert.equal(one.received, Date.UTC(2026, 10, 24, 17, 21));
  assert.equal(one.happened, null);
});
