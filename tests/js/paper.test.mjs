import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { read, sorted, visible, wanted, wrap } from "../../static/js/lib/map/names.js";
import { edges, features, inside } from "../../static/js/lib/map/topo.js";

const file = (name) => JSON.parse(readFileSync(new URL(`../../static/map/${name}.json`, import.meta.url)));
const countries = new Map(features(file("admin0")).map(({ properties, points }) => [properties.c, points]));

test("towns lie in their countries", () => {
  assert.ok(inside([0.491, 29.473], countries.get("CD")));
  assert.ok(inside([5.77, 20.67], countries.get("CF")));
  assert.ok(inside([4.85, 31.6], countries.get("SS")));
  assert.ok(inside([12.65, -8.0], countries.get("ML")));
  assert.ok(inside([0.31, 32.58], countries.get("UG")));
  assert.ok(!inside([0.31, 32.58], countries.get("CD")));
});

test("every layer stays on the sheet", () => {
  for (const name of ["admin0", "admin1_lines", "lakes", "rivers"]) {
    for (const { points } of features(file(name))) {
      for (const value of points.flat(Infinity)) assert.ok(value > -41 && value < 76);
    }
  }
});

test("borders are shared, coasts are not", () => {
  const { borders, coasts } = edges(file("admin0"));
  assert.ok(borders.length > 60 && coasts.length > 10);
  const square = { arcs: [[[0, 0], [1, 0]], [[1, 0], [0, 1]]], transform: { scale: [1, 1], translate: [0, 0] },
    objects: { a: { geometries: [{ type: "Polygon", arcs: [[0, 1]] }, { type: "Polygon", arcs: [[-1]] }] } } };
  assert.deepEqual(edges(square), { borders: [[[0, 0], [0, 1]]], coasts: [[[0, 1], [1, 1]]] });
});

test("names follow the language, and those abroad are quieter", () => {
  const english = read(file("names"), "en", "CD");
  const french = read(file("names"), "fr", "CD");
  const say = (names, text) => names.find((name) => name.text === text);
  assert.ok(say(english, "Democratic Republic of the Congo") && say(french, "République démocratique du Congo"));
  assert.ok(say(english, "Lake Albert") && say(french, "Lac Albert"));
  assert.equal(say(english, "Beni").away, false);
  assert.equal(say(english, "Kampala").away, true);
  assert.ok(say(english, "North Kivu").spots.length > 3);
  assert.ok(say(french, "Nord-Kivu"));
});

test("closer shows more", () => {
  const names = read(file("names"), "en");
  const counts = [4, 5, 6, 7, 8, 9, 10].map((zoom) => names.filter((name) => wanted(name, zoom)).length);
  assert.deepEqual(counts, [...counts].sort((a, b) => a - b));
  assert.ok(counts[0] < 60);
  assert.equal(counts.at(-1), names.length);
});

test("nations come before capitals, those before towns, towns by size", () => {
  const order = sorted(read(file("names"), "en", "CF")).map(({ kind }) => kind);
  assert.equal(order[0], "country");
  assert.ok(order.lastIndexOf("country") < order.indexOf("capital"));
  assert.ok(order.indexOf("capital") < order.indexOf("place"));
  assert.ok(order.indexOf("region") < order.indexOf("river"));
});

test("long names break evenly", () => {
  assert.deepEqual(wrap("DEMOCRATIC REPUBLIC OF THE CONGO", 16), ["DEMOCRATIC REPUBLIC", "OF THE CONGO"]);
  assert.deepEqual(wrap("UGANDA", 16), ["UGANDA"]);
});

test("a country is lettered where it is seen", () => {
  const view = [-0.3, 28.5, 1.3, 31];
  const [spot] = visible(countries.get("UG"), view);
  assert.ok(inside(spot, countries.get("UG")) && spot[1] > 30);
  assert.deepEqual(visible(countries.get("ML"), view), []);
});
