import assert from "node:assert/strict";
import { test } from "node:test";
import { around, beside, crate, firstFree, leastBad, overlap, thin } from "../../static/js/lib/map/placing.js";
import { crowded, grid, middle, spread } from "../../static/js/lib/map/crowd.js";

const VIEW = [0, 0, 400, 300];
const name = (text, x, y, more = {}) => ({ text, boxes: beside([x, y], [60, 14], 8), ...more });

test("boxes that only touch do not overlap", () => {
  assert.ok(overlap([0, 0, 10, 10], [9, 9, 20, 20]));
  assert.ok(!overlap([0, 0, 10, 10], [10, 0, 20, 10]));
});

test("none of the eight places beside a mark covers the mark", () => {
  const mark = around([100, 100], 4);
  assert.equal(beside([100, 100], [60, 14], 10).length, 8);
  for (const box of beside([100, 100], [60, 14], 10)) assert.ok(!overlap(box, mark));
});

test("a label goes right, else left, and falls out where nothing is free", () => {
  const [right, left] = beside([100, 100], [60, 14], 8);
  assert.equal(thin([name("Beni", 100, 100)], VIEW)[0].at, 0);
  assert.equal(thin([name("Beni", 100, 100)], VIEW, [right])[0].at, 1);
  assert.deepEqual(thin([name("Beni", 100, 100)], VIEW, [right, left])[0].box, beside([100, 100], [60, 14], 8)[2]);
  assert.equal(thin([name("Beni", 100, 100)], VIEW, [VIEW]).length, 0);
});

test("kept labels never overlap, and the first ones win", () => {
  const labels = Array.from({ length: 200 }, (_, i) => name(`n${i}`, (i * 37) % 400, (i * 53) % 300));
  const kept = thin(labels, VIEW);
  assert.equal(kept[0].label.text, "n0");
  assert.ok(kept.length > 20 && kept.length < 200);
  kept.forEach((a, i) => kept.slice(i + 1).forEach((b) => assert.ok(!overlap(a.box, b.box))));
});

test("no label leaves the view, and none is repeated close by", () => {
  assert.equal(thin([name("Edge", 380, 150)], VIEW)[0].at, 1);
  assert.equal(thin([name("Congo", 50, 50), name("Congo", 150, 50)], VIEW).length, 1);
  assert.equal(thin([name("Congo", 20, 50), name("Congo", 390, 280)], VIEW).length, 2);
  assert.equal(thin([name("Mali", 20, 50, { once: true }), name("Mali", 390, 280)], VIEW).length, 2);
  assert.equal(thin([name("Mali", 20, 50), name("Mali", 390, 280, { once: true })], VIEW).length, 1);
});

test("a number that must be shown takes the place that covers least", () => {
  const boxes = beside([100, 100], [40, 14], 10);
  const taken = boxes.map((box, i) => (i === 3 ? [box[0], box[1], box[0] + 1, box[1] + 1] : box));
  assert.equal(firstFree(boxes, taken), -1);
  assert.deepEqual(leastBad(boxes, taken), boxes[3]);
});

test("crowding counts only marks that lie on another", () => {
  assert.equal(crowded([[0, 0], [5, 5], [100, 100]], 24), 2);
  assert.equal(crowded([[0, 0], [23, 0], [25.5, 0]], 24), 3);
  assert.equal(crowded([], 24), 0);
});

test("a grid keeps every mark once, and joins groups that would touch", () => {
  const points = Array.from({ length: 300 }, (_, i) => [(i * 97) % 500, (i * 61) % 300]);
  const box = ([x, y]) => [x - 15, y - 15, x + 40, y + 15];
  const groups = grid(points, 70, box);
  assert.deepEqual(groups.flat().sort((a, b) => a - b), points.map((_, i) => i));
  assert.ok(groups.length <= grid(points, 70).length);
  assert.deepEqual(middle([0, 1], [[0, 0], [10, 20]]), [5, 10]);
});

test("marks in one village step apart; the first stays", () => {
  const points = Array.from({ length: 14 }, () => [200, 200]);
  const shifts = spread(points, 25);
  assert.deepEqual(shifts[0], [0, 0]);
  const at = shifts.map(([x, y]) => [200 + x, 200 + y]);
  at.forEach((a, i) => at.slice(i + 1).forEach((b) => assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) > 24.9)));
  assert.ok(Math.hypot(...spread([[200, 200]], 25, [[200, 201]])[0]) > 20);
});

test("a crate finds whatever a box touches, and nothing else", () => {
  const boxes = Array.from({ length: 400 }, (_, i) => [(i * 97) % 900 - 300, (i * 61) % 700 - 200]).map(([x, y]) => [x, y, x + 30, y + 12]);
  const taken = crate();
  const kept = boxes.filter((box) => !taken.hit(box) && (taken.put(box), true));
  assert.ok(kept.length > 50);
  kept.forEach((a, i) => kept.slice(i + 1).forEach((b) => assert.ok(!overlap(a, b))));
  for (const box of boxes) assert.equal(taken.hit(box), kept.some((other) => overlap(other, box)));
});

test("five thousand marks are grouped and set apart, each kept once", () => {
  const points = Array.from({ length: 5000 }, (_, i) => [(i * 7919) % 4096, (i * 104729) % 4096]);
  const groups = grid(points, 72, ([x, y]) => [x - 15, y - 15, x + 40, y + 15]);
  assert.equal(groups.flat().length, 5000);
  assert.equal(spread(points, 25).length, 5000);
  assert.ok(crowded(points, 24) > 0);
});
