// What the map of the wall shows of the earth: its bases and the alerts near them; what lies far away is told in words.
import { bearing, compass, distance } from "../map/measure.js";

const NEAR_KM = 120; // from the office, or twice as far as its farthest base
const AROUND_KM = 40; // where there is nothing else to show
const STEPS = [1, 2, 5, 10, 25, 50, 100, 200, 400];

/** `office` [lat, lon], `points` of alerts {at, …}, `bases` {lat, lon}: gives the corners to fit, and what is `far`. */
export function view(office, points, bases) {
  const posts = bases.map(({ lat, lon }) => [lat, lon]);
  const reach = Math.max(NEAR_KM, 2 * Math.max(0, ...posts.map((at) => distance(office, at))));
  const far = points.filter(({ at }) => distance(office, at) > reach);
  const shown = [...posts, ...points.filter((one) => !far.includes(one)).map(({ at }) => at)];
  return { fits: shown.length > 1 ? shown : [...shown, ...around(office)], far };
}

function around([lat, lon]) {
  const north = AROUND_KM / 111.2;
  const east = north / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  return [[lat - north, lon - east], [lat + north, lon + east]];
}

/** How far and whereto, from the office: {km, point}. */
export const whereabouts = (office, at) => ({ km: distance(office, at), point: compass(bearing(office, at)) });

/** Radii of the two range rings, km, that say most where the corner of the map is `km` away. */
export function ranges(km) {
  const largest = STEPS.findLastIndex((step) => step <= km * 0.95);
  return STEPS.slice(Math.max(0, largest - 1), largest + 1);
}

/** Meridians between two UTM zones in view: {lon, west, east}, "35N" and "36N". */
export function zones(west, east, isNorth) {
  const found = [];
  for (let lon = Math.ceil(west / 6) * 6; lon <= east; lon += 6) {
    const zone = lon / 6 + 30;
    const said = (n) => `${((n + 59) % 60) + 1}${isNorth ? "N" : "S"}`;
    found.push({ lon, west: said(zone), east: said(zone + 1) });
  }
  return found;
}
