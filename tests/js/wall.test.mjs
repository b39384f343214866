import assert from "node:assert/strict";
import { test } from "node:test";
import { next, rotation } from "../../static/js/lib/wall/focus.js";
import { changed, dtg } from "../../static/js/lib/wall/page.js";
import { ranges, view, whereabouts, zones } from "../../static/js/lib/wall/view.js";

const BENI = [0.4911, 29.4731];
const BASES = [{ lat: 0.4911, lon: 29.4731 }, { lat: 1.0215, lon: 29.601 }];

function turning(numbers) {
  const state = { numbers, calm: true, shown: [], turn: null };
  const focus = rotation({
    rows: () => state.numbers,
    isCalm: () => state.calm,
    show: (number) => state.shown.push(number),
    tick: (act) => (state.turn = act),
  });
  return Object.assign(state, focus);
}

test("the focus goes from alert to alert and begins anew after the last", () => {
  assert.deepEqual([next(["a", "b"], null), next(["a", "b"], "a"), next(["a", "b"], "b")], ["a", "b", "a"]);
  assert.equal(next([], "a"), null);
  assert.equal(next(["a", "b"], "gone"), "a");
  const state = turning(["a", "b"]);
  for (let n = 0; n < 3; n++) state.turn();
  assert.deepEqual(state.shown, ["a", "b", "a"]);
});

test("it stops at once when something is red, and shows nothing until all is calm again", () => {
  const state = turning(["a", "b"]);
  state.turn();
  state.calm = false;
  state.check();
  assert.deepEqual(state.shown, ["a", null]);
  state.turn();
  state.check();
  assert.deepEqual(state.shown, ["a", null], "nothing is hidden twice");
  state.calm = true;
  state.check();
  assert.deepEqual(state.shown, ["a", null], "it waits for its turn");
  state.turn();
  assert.deepEqual(state.shown, ["a", null, "a"]);
});

test("an alert that is gone is not shown any longer", () => {
  const state = turning(["a", "b"]);
  state.turn();
  state.numbers = ["b"];
  state.check();
  assert.deepEqual(state.shown, ["a", null]);
});

test("with reduced motion it never turns", () => {
  const state = turning(["a"]);
  state.calm = false; // as parts/wall.js has it
  state.turn();
  assert.deepEqual(state.shown, []);
});

test("the map shows the bases and the alerts near them, and tells of those far away", () => {
  const [near, far] = [{ number: "1", at: [0.8, 29.5] }, { number: "2", at: [10.28, 22.79] }];
  const found = view(BENI, [near, far], BASES);
  assert.deepEqual(found.far, [far]);
  assert.equal(found.fits.length, 3);
  assert.deepEqual(whereabouts(BENI, far.at).point, "NW");
  assert.ok(Math.abs(whereabouts(BENI, far.at).km - 1315) < 30);
});

test("a map without bases or alerts shows the country round the office, and one point never fills it", () => {
  for (const [points, bases, most] of [[[], [], 2], [[{ at: BENI }], [], 3], [[], BASES.slice(0, 1), 3]]) {
    const { fits } = view(BENI, points, bases);
    assert.equal(fits.length, most);
    const lats = fits.map(([lat]) => lat);
    assert.ok(Math.max(...lats) - Math.min(...lats) > 0.5);
  }
});

test("the range rings are the largest two that the map can hold", () => {
  assert.deepEqual(ranges(91), [25, 50]);
  assert.deepEqual(ranges(54), [25, 50]);
  assert.deepEqual(ranges(430), [200, 400]);
  assert.deepEqual(ranges(5000), [200, 400]);
  assert.deepEqual(ranges(1.5), [1]);
  assert.deepEqual(ranges(0.5), []);
});

test("the zones of the grid meet at each sixth degree", () => {
  assert.deepEqual(zones(29.1, 30.4, true), [{ lon: 30, west: "35N", east: "36N" }]);
  assert.deepEqual(zones(14, 17, true), []);
  assert.deepEqual(zones(29, 37, false).map(({ west, east }) => [west, east]), [["35S", "36S"], ["36S", "37S"]]);
  assert.deepEqual(zones(178, 181, true).map(({ west, east }) => [west, east]), [["60N", "1N"]]);
});

test("a row changes with its words, not with its place", () => {
  const before = new Map([["1", "a"], ["2", "b"]]);
  assert.deepEqual(changed(before, new Map([["2", "b"], ["1", "a"]])), []);
  assert.deepEqual(changed(before, new Map([["1", "x"], ["3", "c"]])), ["1", "3"]);
});

test("the date-time group is Zulu and English", () => {
  assert.equal(dtg(Date.UTC(2026, 10, 24, 19, 33)), "241933ZNOV26");
  assert.equal(dtg(Date.UTC(2027, 0, 5, 0, 4)), "050004ZJAN27");
});
