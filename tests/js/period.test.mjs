import assert from "node:assert/strict";
import { test } from "node:test";
import { ahead, bars, begun, ends, holds, isWhole, moved, next, put, scale, whole, written } from "../../static/js/lib/map/period.js";

const [HOUR, DAY] = [3_600_000, 86_400_000];
const T0 = Date.UTC(2026, 10, 24, 14, 7);
const hours = (...all) => all.map((n) => T0 + n * HOUR);

test("a scale holds every moment, in at most 97 even steps", () => {
  for (const last of [1, 5, 30, 300, 3000, 30000]) {
    const all = scale(hours(0, last));
    for (const time of hours(0, last)) assert.ok(holds(all, time));
    assert.ok(all.steps <= 97 && all.steps > 1);
    assert.equal(all.until - all.since, all.steps * all.step);
  }
});

test("fewer than two moments have no period", () => {
  assert.equal(scale([]), null);
  assert.equal(scale([T0]), null);
  assert.equal(scale([T0, T0]), null);
});

test("days begin at midnight in the office's zone", () => {
  const zone = "Africa/Lubumbashi";
  const all = scale([T0, T0 + 60 * DAY], ahead(T0, zone));
  assert.equal(all.step, DAY);
  assert.equal(new Date(all.since).toISOString(), "2026-11-23T22:00:00.000Z");
});

test("ends neither pass each other nor leave the scale", () => {
  const all = scale(hours(0, 10));
  const open = whole(all);
  assert.deepEqual(moved(open, all, "since", -5), open);
  const narrow = moved(open, all, "since", 1000);
  assert.equal(narrow.until - narrow.since, all.step);
  assert.deepEqual(moved(narrow, all, "until", -3), narrow);
  const slid = moved({ since: all.since, until: all.since + all.step }, all, "window", 1000);
  assert.deepEqual(slid, { since: all.until - all.step, until: all.until });
  assert.equal(put(open, all, "since", all.since + 2.4 * all.step).since, all.since + 2 * all.step);
});

test("a playback of the whole period grows to all of it, a window moves to the end", () => {
  const all = scale(hours(0, 10));
  let window = begun(whole(all), all);
  let pictures = 1;
  while (next(window, all)) [window, pictures] = [next(window, all), pictures + 1];
  assert.ok(isWhole(window, all));
  assert.equal(pictures, all.steps);
  const part = { since: all.since + all.step, until: all.since + 4 * all.step };
  assert.deepEqual(begun(part, all), part);
  assert.equal(next(part, all).until - next(part, all).since, 3 * all.step);
  const last = { since: all.until - 3 * all.step, until: all.until };
  assert.equal(next(last, all), null);
  assert.deepEqual(begun(last, all), { since: all.since, until: all.since + 3 * all.step });
});

test("bars count every entry once and keep the worst level", () => {
  const entries = hours(0, 0.1, 5, 10).map((time, at) => ({ time, level: ["low", "critical", "medium", "high"][at] }));
  const all = scale(entries.map(({ time }) => time));
  const found = bars(entries, all);
  assert.equal(found.reduce((sum, { count }) => sum + count, 0), 4);
  assert.equal(found.length, all.steps);
  assert.ok(found.some(({ level, count }) => level === "critical" && count > 0));
});

test("moments are written in the office's zone and the page's language", () => {
  const all = { step: HOUR };
  assert.equal(written(T0, all, "Africa/Lubumbashi", "en", 2026), "24 Nov, 16:07");
  assert.match(written(T0, all, "Africa/Lubumbashi", "fr", 2026), /24 nov\..*16:07/);
  assert.equal(written(T0, { step: DAY }, "UTC", "en", 2027), "24 Nov 2026");
});

test("ten thousand moments take no stack", () => {
  assert.ok(scale(Array.from({ length: 200_000 }, (_, n) => T0 + n)).steps > 1);
});

test("a window within a day names the day once", () => {
  const all = { step: HOUR };
  const year = new Date().getFullYear();
  const noon = Date.UTC(year, 10, 24, 12);
  assert.deepEqual(ends({ since: noon, until: noon + HOUR }, all, "UTC", "en"), { since: "24 Nov, 12:00", until: "13:00" });
  assert.equal(ends({ since: noon, until: noon + 13 * HOUR }, all, "UTC", "en").until, "25 Nov, 01:00");
  assert.equal(ends({ since: noon, until: noon + DAY }, { step: DAY }, "UTC", "en").until, "25 Nov");
});
