import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, now, setNow, span } from "../../static/js/lib/times.js";

const say = (key, values) => `${key} ${Object.values(values).join(":")}`;
const MINUTE = 60_000;

test("a span is written as the server writes it", () => {
  const cases = [
    [0, "seconds 0"],
    [59_999, "seconds 59"],
    [MINUTE, "minutes 1"],
    [59 * MINUTE, "minutes 59"],
    [60 * MINUTE, "hours 1:00"],
    [104 * MINUTE, "hours 1:44"],
    [24 * 60 * MINUTE, "days 1:0"],
    [(3 * 24 + 2) * 60 * MINUTE, "days 3:2"],
  ];
  for (const [ms, words] of cases) assert.equal(span(ms, say), words);
});

test("a span below zero counts as none", () => assert.equal(span(-5000, say), "seconds 0"));

test("a clock reads in the zone it is asked for", () => {
  const moment = Date.parse("2026-11-24T17:52:00Z");
  assert.equal(clock(moment, "UTC"), "17:52");
  assert.equal(clock(moment, "Africa/Lubumbashi"), "19:52");
  assert.equal(clock(moment, "Africa/Bangui"), "18:52");
});

test("the server's moment corrects a wrong clock", () => {
  setNow(new Date(Date.now() + 3_600_000).toISOString());
  assert.ok(Math.abs(now() - Date.now() - 3_600_000) < 1000);
  setNow(new Date().toISOString());
});
