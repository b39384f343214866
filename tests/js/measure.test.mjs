import assert from "node:assert/strict";
import { test } from "node:test";
import { bearing, compass, distance, figures, legs, length } from "../../static/js/lib/map/measure.js";

const [BENI, OICHA] = [[0.4911, 29.4731], [0.703, 29.5214]];
const near = (found, wanted, by) => assert.ok(Math.abs(found - wanted) < by, `${found}, not ${wanted}`);

test("a degree of the meridian is 111.2 km, and so is one of the equator", () => {
  near(distance([0, 29], [1, 29]), 111.195, 0.001);
  near(distance([0, 29], [0, 30]), 111.195, 0.001);
  near(distance([60, 29], [60, 30]), 55.59, 0.02);
  assert.equal(distance(BENI, BENI), 0);
});

test("bearings go clockwise from north", () => {
  assert.deepEqual([[1, 29], [0, 30], [-1, 29], [0, 28]].map((to) => Math.round(bearing([0, 29], to))), [0, 90, 180, 270]);
  near(bearing(BENI, OICHA), 12.8, 0.1);
  assert.deepEqual([0, 22, 23, 180, 337, 338].map(compass), ["N", "N", "NE", "S", "NW", "N"]);
});

test("bearings are said in three figures, north as 360", () => {
  assert.deepEqual([0, 0.4, 7, 47, 359.6].map(figures), ["360", "360", "007", "047", "360"]);
});

test("lengths are written as far as they matter", () => {
  const say = (unit, { n }) => `${n} ${unit}`;
  assert.equal(length(0.04, say), "40 metres");
  assert.equal(length(0.44, say), "400 metres");
  assert.equal(length(2.44, say), "2.4 kilometres");
  assert.equal(length(2.44, say, "fr"), "2,4 kilometres");
  assert.equal(length(24.4, say), "24 kilometres");
});

test("legs add up, and the straight way is not longer than they are", () => {
  const found = legs([BENI, OICHA, [1.0215, 29.601]]);
  assert.equal(found.legs.length, 2);
  near(found.km, found.legs[0].km + found.legs[1].km, 1e-9);
  assert.ok(found.straight.km <= found.km);
  assert.deepEqual(legs([BENI]), { legs: [], km: 0, straight: null });
  assert.equal(legs([BENI, OICHA]).straight, null);
});
