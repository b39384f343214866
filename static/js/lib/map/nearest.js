// From which bases the chosen alert is reached first: thin straight lines with their kilometres.
import { make, word } from "../dom.js";
import { distance, length } from "./measure.js";
import { stand } from "./pins.js";

const HOW_MANY = 3;
const TOO_FAR_KM = 150;
const ALONG = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2]; // where on a line its length may stand

export const near = (at, positions) =>
  positions
    .map((one) => ({ ...one, km: distance([one.lat, one.lon], at) }))
    .filter(({ km }) => km <= TOO_FAR_KM)
    .sort((a, b) => a.km - b.km)
    .slice(0, HOW_MANY);

/** `taken`: a crate of what stands there already; a length that would cover something is left out, its line stays. */
export function nearest(map, { rings, pins, renderer }, alert, positions, taken, size) {
  for (const { lat, lon, name, km } of near(alert.at, positions)) {
    const key = `n${lat},${lon}`;
    const said = length(km, (unit, values) => word(`map_${unit}`, values), document.documentElement.lang);
    rings.put(key, alert.number, () => L.polyline([alert.at, [lat, lon]], { renderer, interactive: false, className: "near" }));
    const half = said.length * size.base * 0.3 + 5;
    const along = ALONG.map((part) => [alert.at[0] + (lat - alert.at[0]) * part, alert.at[1] + (lon - alert.at[1]) * part]);
    const at = along.find((spot) => {
      const { x, y } = map.project(spot);
      const box = [x - half, y - 9, x + half, y + 9];
      return !taken.hit(box) && (taken.put(box), true);
    });
    if (!at) continue;
    const tag = () => make("span", { class: "near-tag", title: word("map_straight", { name, length: said }) }, said);
    pins.put(key, [alert.number, said, at].join(), () => stand(at, tag(), 110_000, true));
  }
}
