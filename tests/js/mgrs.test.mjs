import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { mgrs, worth } from "../../static/js/lib/map/mgrs.js";

const table = JSON.parse(readFileSync(new URL("../data/mgrs.json", import.meta.url)));

test("a grid reference is the one that the server's library writes, to the metre", () => {
  assert.ok(table.length > 100);
  for (const [name, lat, lon, written] of table) {
    const wanted = written.replace(/^0/, "");
    const found = mgrs(lat, lon).replaceAll(" ", "");
    if (found === wanted) continue;
    // Figures are cut, not rounded: a hair on either side of a metre is the same place.
    assert.equal(found.slice(0, -10), wanted.slice(0, -10), name);
    for (const [from, to] of [[-10, -5], [-5, undefined]]) {
      assert.ok(Math.abs(found.slice(from, to) - wanted.slice(from, to)) <= 1, `${name}: ${found}, not ${wanted}`);
    }
  }
});

test("Beni is written as it is said", () => {
  assert.equal(mgrs(0.4911, 29.4731), "35N QA 75270 54332");
  assert.equal(mgrs(0.4911, 29.4731, 3), "35N QA 752 543");
});

test("no more figures than a pixel can bear, and no grid at the poles", () => {
  assert.deepEqual([5, 50, 500, 5000].map(worth), [4, 3, 2, 1]);
  assert.equal(mgrs(84.1, 10), "");
  assert.equal(mgrs(-80.1, 10), "");
  assert.equal(mgrs(NaN, 10), "");
});

test("a map that was turned round the earth shows the same place", () => {
  assert.equal(mgrs(0.4911, 29.4731 + 360), mgrs(0.4911, 29.4731));
  assert.equal(mgrs(5, 180), mgrs(5, -180));
});
