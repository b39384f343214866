import assert from "node:assert/strict";
import { test } from "node:test";
import { towards } from "../../static/js/lib/map/walk.js";
import { arrange } from "../../static/js/lib/map/arrange.js";
import { memory } from "../../static/js/lib/map/memory.js";
import { near } from "../../static/js/lib/map/nearest.js";
import { named, spots } from "../../static/js/lib/map/ground.js";
import { inside } from "../../static/js/lib/map/topo.js";

const SIZE = { pin: 24, number: 13, square: 16, many: 60 };

test("an arrow key finds the nearest that lies rather that way than aside", () => {
  const others = [[200, 100], [120, 20], [100, 300], [90, 100]];
  assert.equal(towards([100, 100], [1, 0], others), 0);
  assert.equal(towards([100, 100], [0, -1], others), 1);
  assert.equal(towards([100, 100], [0, 1], others), 2);
  assert.equal(towards([100, 100], [-1, 0], others), 3);
  assert.equal(towards([100, 100], [-1, 0], others.slice(0, 3)), -1);
});

const alerts = (count) => Array.from({ length: count }, (_, n) => ({ number: `A-${n}`, level: n ? "low" : "critical", at: [0, n] }));

test("few marks stand apart, each once and the first where it is", () => {
  const made = arrange(alerts(12), Array(12).fill([500, 500]), [[500, 500]], SIZE);
  assert.equal(made.groups.length, 0);
  assert.deepEqual(made.singles[0].shift, [0, 0]);
  assert.equal(new Set(made.singles.map(({ spot }) => spot.map(Math.round).join())).size, 12);
  assert.ok(Math.hypot(...made.bases[0].shift) > 0, "a base steps aside for an alert");
});

test("many marks are grouped by their worst, whatever part of the map is in view", () => {
  const points = Array.from({ length: 200 }, (_, n) => [(n % 4) * 5, 0]);
  const { groups, singles } = arrange(alerts(200), points, [], SIZE);
  assert.deepEqual([groups.length, singles.length], [1, 0]);
  assert.equal(groups[0].own.length, 200);
  assert.equal(groups[0].level, "critical");
});

test("a tab remembers names of layers only, and does without a store", () => {
  const held = {};
  const store = { getItem: (key) => held[key] ?? null, setItem: (key, value) => (held[key] = value) };
  memory({ tiles: false }, store).set("circles", false);
  const again = memory({ tiles: false }, store);
  assert.deepEqual([again.has("circles"), again.has("tiles"), again.has("own-3")], [false, false, true]);
  assert.deepEqual(Object.values(held), ['{"circles":false}']);
  held["map.layers"] = "{";
  assert.equal(memory({}, store).has("circles"), true);
  const full = { getItem: () => null, setItem: () => { throw new Error("full"); } };
  const kept = memory({}, full);
  kept.set("circles", false);
  assert.equal(kept.has("circles"), false);
});

test("the nearest bases come first, and none from another province", () => {
  const bases = [[0, 29], [0.1, 29], [0.5, 29], [0.3, 29], [5, 29]].map(([lat, lon]) => ({ lat, lon }));
  assert.deepEqual(near([0, 29], bases).map(({ lat }) => lat), [0, 0.1, 0.3]);
  assert.deepEqual(near([20, 29], bases), []);
});

test("a name stands within its shape", () => {
  const ring = [[29, 0], [30, 0], [30, 1], [29.9, 1], [29.9, 0.1], [29, 0.1], [29, 0]];
  const { at, spots: others } = spots({ type: "Polygon", coordinates: [ring] });
  const turned = [ring.map(([lon, lat]) => [lat, lon])];
  for (const place of [at, ...others]) assert.ok(inside(place, [turned]));
  assert.deepEqual(spots({ type: "Point", coordinates: [29, 1] }).at, [1, 29]);
  assert.deepEqual(spots({ type: "LineString", coordinates: [[29, 1], [30, 2], [31, 3]] }).at, [2, 30]);
  const features = [{ properties: { name: "Oicha" }, geometry: { type: "Point", coordinates: [29, 1] } }, { properties: null, geometry: null }];
  assert.deepEqual(named(features).map(({ text }) => text), ["Oicha"]);
});
