// What is lettered at which zoom, and how: countries and regions spaced capitals, water in italics, towns beside a dot.
import { inside } from "./topo.js";

const FROM = {
  place: [[4, Infinity], [5, 700_000], [6, 45_000], [7, 12_000], [8, 4_000], [9, 0]],
  lake: [[4, Infinity], [5, 20_000], [6, 4_000], [7, 1_500], [8, 0]],
};
const RIVER = { 6: 2, 7: 6 };

/** Pairs from a flat list. */
const pairs = (flat) => flat.flatMap((value, index) => (index % 2 ? [[flat[index - 1], value]] : []));

/** Rows of names.json in one language. Outside `home` towns are quieter, and counted at a quarter of their size. */
export function read({ rows }, language, home = "") {
  return rows.map(([kind, lat, lon, english, french, size, country = "", spots = []]) => {
    const away = home !== "" && country !== "" && country !== home;
    return {
      kind,
      at: [lat, lon],
      text: language === "fr" && french ? french : english,
      size: away ? size / 4 : size,
      away,
      country,
      spots: pairs(spots), // where else a region's name may stand
    };
  });
}

export function wanted({ kind, size, away }, zoom) {
  if (kind === "own") return zoom >= 7;
  if (kind === "country" || kind === "capital" || kind === "base") return true;
  if (kind === "region") return zoom >= (away ? 8 : 6);
  if (kind === "river") return zoom >= 6 && size <= (RIVER[zoom] ?? 9);
  const steps = FROM[kind].filter(([from]) => from <= zoom);
  return size >= steps.at(-1)[1];
}

/** Type of a name, in multiples of the base size. */
export function style({ kind, size, away }, zoom) {
  if (kind === "country") return { size: zoom < 6 ? 1.08 : 1.25, weight: 560, spaced: 0.2, ink: "country" };
  if (kind === "region") return { size: 1, weight: 500, spaced: 0.16, ink: "region" };
  if (kind === "lake" || kind === "river") return { size: 1, weight: 420, italic: true, ink: "water-ink" };
  if (kind === "base") return { size: 1, weight: 500, dot: 0, ink: "village" };
  if (kind === "own") return { size: 1, weight: 560, ink: "own-ink" };
  const ink = away ? "village" : "town";
  if (kind === "capital") return { size: 1.17, weight: away ? 540 : 640, dot: 2.6, ink };
  if (size >= 50_000) return { size: 1.08, weight: away ? 430 : 560, dot: 2.2, ink };
  return { size: 1, weight: 430, dot: 1.8, ink: "village" };
}

// Most needed first: nations, capitals and large towns, our own bases, smaller towns, regions, water.
const order = ({ kind, size }) =>
  kind === "place" ? (size >= 40_000 ? 2 : 4) : { country: 0, capital: 1, base: 3, own: 4.5, region: 5, lake: 6, river: 7 }[kind];
export const sorted = (names) => [...names].sort((a, b) => order(a) - order(b) || b.size - a.size);

/** Breaks a name longer than `most` letters into two lines as even as its words allow. */
export function wrap(text, most) {
  const words = text.split(" ");
  if (text.length <= most || words.length < 2) return [text];
  const splits = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const longest = (lines) => Math.max(...lines.map((line) => line.length));
  return splits.reduce((best, lines) => (longest(lines) < longest(best) ? lines : best));
}

/** Points of a country that are in view: first those with room to both sides, nearest to the middle of what is seen. */
export function visible(polygons, [south, west, north, east], steps = 9) {
  const [height, width] = [north - south, east - west];
  const spots = [];
  for (let i = 1; i < steps; i++) {
    for (let j = 1; j < steps; j++) {
      const spot = [south + (height * i) / steps, west + (width * j) / steps];
      if (inside(spot, polygons)) spots.push(spot);
    }
  }
  const mean = (axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length;
  const [lat, lon] = [mean(0), mean(1)];
  const roomy = ([y, x]) => [-0.07, 0.07].every((side) => inside([y, x + width * side], polygons));
  const far = (spot) => Math.hypot(spot[0] - lat, spot[1] - lon) + (roomy(spot) ? 0 : width);
  return spots.map((spot) => [far(spot), spot]).sort((a, b) => a[0] - b[0]).map(([, spot]) => spot);
}
