// Measures a name: its lines, its type and the boxes in which it may stand.
import { style, visible, wrap } from "./names.js";
import { around, beside, union } from "./placing.js";

export const TIGHT = 2;

/** Sets the pen to a type and gives its size in pixels. */
export function font(pen, look, { size, weight, italic, spaced = 0 }) {
  const px = Math.round(size * look.base * 2) / 2;
  pen.font = `${italic ? "italic " : ""}${weight} ${px}px ${look.face}`;
  if ("letterSpacing" in pen) pen.letterSpacing = `${spaced * px}px`;
  return px;
}

/** Where on earth a name may stand: a country anywhere in what is seen of it, a region at one of its spots. */
function spots(name, { map, zoom, countries }) {
  const view = map.getBounds();
  if (name.kind === "country" && zoom > 5) {
    const box = [view.getSouth(), view.getWest(), view.getNorth(), view.getEast()];
    const own = zoom < 7 && view.contains(name.at) ? [name.at] : [];
    return [...own, ...visible(countries.get(name.country) ?? [], box)];
  }
  const [lat, lon] = zoom < 8 ? name.at : [view.getCenter().lat, view.getCenter().lng];
  const far = (spot) => Math.hypot(spot[0] - lat, spot[1] - lon);
  return [name.at, ...name.spots].sort((a, b) => far(a) - far(b));
}

export function label(name, sheet) {
  const { map, pen, look, zoom, blocked } = sheet;
  const type = style(name, zoom);
  const px = font(pen, look, type);
  const text = type.spaced ? name.text.toLocaleUpperCase(document.documentElement.lang) : name.text;
  const lines = name.kind === "country" ? wrap(text, 16) : [text];
  const width = Math.max(...lines.map((line) => pen.measureText(line).width)) + 2 * TIGHT;
  const size = [width, lines.length * px * 1.25 + 2 * TIGHT];
  const points = spots(name, sheet).map((spot) => map.latLngToContainerPoint(spot));
  const base = { text, lines, type, px, once: type.spaced > 0 };
  if (type.dot === undefined) {
    const boxes = points.map(({ x, y }) => [x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2]);
    return { ...base, places: boxes, boxes };
  }
  const [dot] = points;
  // Under a pin or a base: no dot, and the name stands clear of the mark.
  const covered = blocked.some((b) => dot.x > b[0] && dot.x < b[2] && dot.y > b[1] && dot.y < b[3]);
  const bare = covered || type.dot === 0;
  const gap = type.dot === 0 ? look.clearSquare : covered ? look.clearPin : type.dot + 3;
  const places = beside([dot.x, dot.y], size, gap).slice(0, 4);
  const boxes = places.map((box, at) => (bare || at < 2 ? box : union(box, around([dot.x, dot.y], type.dot + 1))));
  return { ...base, dot, covered: bare, places, boxes };
}
