// Many marks in one place: are they too many, which belong together, and how to set the rest apart. Points are [x, y].
import { overlap } from "./placing.js";

/** How many points have another one nearer than `size`. Buckets keep 5,000 points quick. */
export function crowded(points, size) {
  const cells = new Map();
  const key = (x, y) => `${x},${y}`;
  points.forEach(([x, y], index) => {
    const cell = key(Math.floor(x / size), Math.floor(y / size));
    cells.set(cell, [...(cells.get(cell) ?? []), index]);
  });
  return points.filter(([x, y], index) => {
    const [cx, cy] = [Math.floor(x / size), Math.floor(y / size)];
    for (let dx = -1; dx < 2; dx++) {
      for (let dy = -1; dy < 2; dy++) {
        const near = cells.get(key(cx + dx, cy + dy)) ?? [];
        if (near.some((i) => i !== index && Math.hypot(points[i][0] - x, points[i][1] - y) < size)) return true;
      }
    }
    return false;
  }).length;
}

/** Groups of indexes that fall into one square of a grid; those whose `box` would touch a larger one's join it. */
export function grid(points, size, box = null) {
  const cells = new Map();
  points.forEach(([x, y], index) => {
    const cell = `${Math.floor(x / size)},${Math.floor(y / size)}`;
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(index);
  });
  const groups = [];
  for (const cell of [...cells.values()].sort((a, b) => b.length - a.length)) {
    const own = box?.(middle(cell, points));
    const touched = own && groups.find((group) => overlap(box(middle(group, points)), own));
    if (touched) touched.push(...cell);
    else groups.push([...cell]);
  }
  return groups;
}

/** The mean of some of the points. */
export const middle = (indexes, points) =>
  [0, 1].map((axis) => indexes.reduce((sum, index) => sum + points[index][axis], 0) / indexes.length);

/** Offsets that move points apart: the first stays, later ones step round it, all keep clear of `fixed`. */
export function spread(points, size, fixed = []) {
  const placed = [...fixed];
  const free = ([x, y]) => placed.every(([px, py]) => Math.hypot(px - x, py - y) >= size);
  return points.map(([x, y]) => {
    let shift = [0, 0];
    for (let ring = 1; ring < 7; ring++) {
      if (free([x + shift[0], y + shift[1]])) break;
      const turns = Array.from({ length: ring * 6 }, (_, i) => ((i / (ring * 6)) * 2 - 0.5) * Math.PI);
      const around = turns.map((turn) => [Math.cos(turn) * ring * size, Math.sin(turn) * ring * size]);
      shift = around.find(([dx, dy]) => free([x + dx, y + dy])) ?? shift;
    }
    placed.push([x + shift[0], y + shift[1]]);
    return shift;
  });
}
