// Where things go on the screen so that nothing covers anything: boxes are [left, top, right, bottom] in pixels.

export const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export const around = ([x, y], half) => [x - half, y - half, x + half, y + half];

export const union = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

/** Boxes beside a point, in order of liking: right, left, above, below, then the corners. */
export function beside([x, y], [width, height], gap) {
  const [w, h] = [width / 2, height / 2];
  const at = (left, top) => [left, top, left + width, top + height];
  const [right, left, over, under] = [x + gap, x - gap - width, y - gap - height, y + gap];
  const near = gap * 0.45;
  return [
    at(right, y - h), at(left, y - h), at(x - w, over), at(x - w, under),
    at(x + near, over + near), at(x + near, under - near), at(x - near - width, over + near), at(x - near - width, under - near),
  ];
}

/** Boxes that are taken, found again by where they lie: `hit` tells whether one of them is touched. */
export function crate(size = 64) {
  const cells = new Map();
  const over = ([left, top, right, bottom], act) => {
    for (let x = Math.floor(left / size); x <= Math.floor(right / size); x++) {
      for (let y = Math.floor(top / size); y <= Math.floor(bottom / size); y++) if (act(x * 1e7 + y)) return true;
    }
    return false;
  };
  return {
    put: (box) => over(box, (key) => void (cells.get(key)?.push(box) ?? cells.set(key, [box]))),
    hit: (box) => over(box, (key) => cells.get(key)?.some((other) => overlap(box, other))),
  };
}

/** Index of the first box that is free of all those taken (a boolean test may narrow it), or -1. */
export function firstFree(boxes, taken, fits = () => true) {
  return boxes.findIndex((box) => fits(box) && !taken.some((other) => overlap(box, other)));
}

/**
 * Thins labels: each, in order, takes the first of its boxes that is free and wholly in view; the rest fall out.
 * The same text is not repeated within `apart` pixels. `blocked` are boxes that no label may touch.
 */
export function thin(labels, view, blocked = [], apart = 280) {
  const taken = [...blocked];
  const kept = [];
  const inView = (b) => b[0] >= view[0] && b[1] >= view[1] && b[2] <= view[2] && b[3] <= view[3];
  for (const label of labels) {
    const near = (box) =>
      kept.some(
        (one) =>
          one.label.text === label.text &&
          Math.hypot(one.box[0] - box[0], one.box[1] - box[1]) < (label.once ? Infinity : apart),
      );
    const at = firstFree(label.boxes, taken, (box) => inView(box) && !near(box));
    if (at < 0) continue;
    const box = label.boxes[at];
    taken.push(box);
    kept.push({ label, box, at });
  }
  return kept;
}

const shared = (a, b) =>
  overlap(a, b) ? (Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * (Math.min(a[3], b[3]) - Math.max(a[1], b[1])) : 0;

/** The box that covers least of those taken: for a number that must be shown. */
export const leastBad = (boxes, taken) => {
  const covered = boxes.map((box) => taken.reduce((sum, other) => sum + shared(box, other), 0));
  return boxes[covered.indexOf(Math.min(...covered))];
};
