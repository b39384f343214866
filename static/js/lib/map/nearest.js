// From which bases the chosen alert is reached first: thin straight lines with their kilometres.
import { make, word } from "../dom.js";
import { distance, length } from "./measure.js";
import { stand } from "./pins.js";

const HOW_MANY = 3;
const TOO_FAR_KM = 150;

export const near = (at, positions) =>
  positions
    .map((one) => ({ ...one, km: distance([one.lat, one.lon], at) }))
    .filter(({ km }) => km <= TOO_FAR_KM)
    .sort((a, b) => a.km - b.km)
    .slice(0, HOW_MANY);

export function nearest({ rings, pins, renderer }, alert, positions) {
  for (const { lat, lon, name, km } of near(alert.at, positions)) {
    const key = `n${lat},${lon}`;
    const said = length(km, (unit, values) => word(`map_${unit}`, values), document.documentElement.lang);
    rings.put(key, alert.number, () => L.polyline([alert.at, [lat, lon]], { renderer, interactive: false, className: "near" }));
    // A little nearer to the base than the middle: beside one alert three numbers would lie on each other.
    const at = [alert.at[0] * 0.4 + lat * 0.6, alert.at[1] * 0.4 + lon * 0.6];
    const tag = () => make("span", { class: "near-tag", title: word("map_straight", { name, length: said }) }, said);
    pins.put(key, alert.number + said, () => stand(at, tag(), 110_000, true));
  }
}
