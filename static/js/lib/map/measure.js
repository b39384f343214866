// Distances over the earth and the bearings of their legs, as the server measures them.
const EARTH_KM = 6371.0088; // mean radius, IUGG
const rad = (degrees) => (degrees * Math.PI) / 180;

/** Great circle, kilometres; points are [lat, lon]. */
export function distance([lat, lon], [otherLat, otherLon]) {
  const [a, b] = [rad(lat), rad(otherLat)];
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(rad(otherLon - lon) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Degrees from true north in which the other lies, 0 up to 360. */
export function bearing([lat, lon], [otherLat, otherLon]) {
  const [a, b, east] = [rad(lat), rad(otherLat), rad(otherLon - lon)];
  const y = Math.sin(east) * Math.cos(b);
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(east);
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
}

const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
export const compass = (degrees) => POINTS[Math.round(degrees / 45) % 8];

/** "047": three figures, as it is said on the radio; north is 360. */
export const figures = (degrees) => String(Math.round(degrees) % 360 || 360).padStart(3, "0");

/** As far as it matters: 800 m, 2.4 km, 14 km. `say(unit, {n})` gives the words. */
export function length(km, say, language = "en") {
  if (km < 0.95) return say("metres", { n: Math.round(km * 10) * 100 || Math.round(km * 1000) });
  const rounded = km < 10 ? Math.round(km * 10) / 10 : Math.round(km);
  return say("kilometres", { n: rounded.toLocaleString(language) });
}

/** Each leg, their sum, and the straight way from the first point to the last. */
export function legs(points) {
  const leg = (from, to) => ({ km: distance(from, to), bearing: bearing(from, to) });
  const found = points.slice(1).map((point, at) => leg(points[at], point));
  return {
    legs: found,
    km: found.reduce((sum, one) => sum + one.km, 0),
    straight: points.length > 2 ? leg(points[0], points.at(-1)) : null,
  };
}
