// Many marks in one place: are they too many, which belong together, and how to set the rest apart. Points are [x, y].
import { overlap } from "./placing.js";

/** Points by square of a grid, so that neighbours are found without looking at all of them. */
function squares(size) {
  const cells = new Map();
  const key = (x, y) => x * 1e7 + y;
  return {
    put([x, y], what) {
      const cell = key(Math.floor(x / size), Math.floor(y / size));
      const held = cells.get(cell);
      if (held) held.push(what);
      else cells.set(cell, [what]);
    },
    /** Whether `test` holds for anything in the squares round a point, `reach` squares to each side. */
    some([x, y], test, reach = 1) {
      const [cx, cy] = [Math.floor(x / size), Math.floor(y / size)];
      for (let dx = -reach; dx <= reach; dx++) {
        for (let dy = -reach; dy <= reach; dy++) if (cells.get(key(cx + dx, cy + dy))?.some(test)) return true;
      }
      return false;
    },
    all: () => [...cells.values()],
  };
}

/** How many points have another one nearer than `size`. */
export function crowded(points, size) {
  const near = squares(size);
  points.forEach((point, index) => near.put(point, index));
  return points.filter((point, index) =>
    near.some(point, (i) => i !== index && Math.hypot(points[i][0] - point[0], points[i][1] - point[1]) < size),
  ).length;
}

/** Groups of indexes that fall into one square of a grid; those whose `box` would touch a larger one's join it. */
export function grid(points, size, box = null) {
  const cells = squares(size);
  points.forEach((point, index) => cells.put(point, index));
  const near = squares(size);
  const groups = [];
  for (const cell of cells.all().sort((a, b) => b.length - a.length)) {
    const at = middle(cell, points);
    const own = box?.(at);
    let touched = null;
    const touches = (group) => overlap(group.box, own) && (touched = group);
    if (own && near.some(at, touches, 2)) touched.indexes.push(...cell);
    else {
      groups.push({ indexes: [...cell], box: own });
      near.put(at, groups.at(-1));
    }
  }
  return groups.map(({ indexes }) => indexes);
}

/** The mean of some of the points. */
export const middle = (indexes, points) =>
  [0, 1].map((axis) => indexes.reduce((sum, index) => sum + points[index][axis], 0) / indexes.length);

/** Offsets that move points apart: the first stays, later ones step round it, all keep clear of `fixed`. */
export function spread(points, size, fixed = []) {
  const placed = squares(size);
  for (const point of fixed) placed.put(point, point);
  const free = (at) => !placed.some(at, ([x, y]) => Math.hypot(x - at[0], y - at[1]) < size);
  return points.map(([x, y]) => {
    let shift = [0, 0];
    for (let ring = 1; ring < 7; ring++) {
      if (free([x + shift[0], y + shift[1]])) break;
      const turns = Array.from({ length: ring * 6 }, (_, i) => ((i / (ring * 6)) * 2 - 0.5) * Math.PI);
      const around = turns.map((turn) => [Math.cos(turn) * ring * size, Math.sin(turn) * ring * size]);
      shift = around.find(([dx, dy]) => free([x + dx, y + dy])) ?? shift;
    }
    const at = [x + shift[0], y + shift[1]];
    placed.put(at, at);
    return shift;
  });
}
