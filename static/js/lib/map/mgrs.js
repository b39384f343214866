// Military grid references (WGS 84) from latitude and longitude: transverse Mercator by Krüger's series, to the metre.
const A = 6378137;
const F = 1 / 298.257223563;
const E = Math.sqrt(F * (2 - F));
const N = F / (2 - F);
const RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const ALPHA = [
  N / 2 - (2 * N ** 2) / 3 + (5 * N ** 3) / 16,
  (13 * N ** 2) / 48 - (3 * N ** 3) / 5,
  (61 * N ** 3) / 240,
];
const SCALE = 0.9996;
const BANDS = "CDEFGHJKLMNPQRSTUVWXX";
const COLUMNS = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];
const ROWS = "ABCDEFGHJKLMNPQRSTUV";
const rad = (degrees) => (degrees * Math.PI) / 180;

/** UTM zone, Norway and Svalbard as they are cut. */
export function zone(lat, lon) {
  if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) return 32;
  if (lat >= 72 && lon >= 0 && lon < 42) return [31, 33, 35, 37][lon < 9 ? 0 : lon < 21 ? 1 : lon < 33 ? 2 : 3];
  return Math.floor((lon + 180) / 6) % 60 + 1;
}

/** Easting and northing in metres of the zone; northing from the equator, negative south of it. */
export function utm(lat, lon, own = zone(lat, lon)) {
  const phi = rad(lat);
  const lambda = rad(lon - (own * 6 - 183));
  const t = Math.sinh(Math.atanh(Math.sin(phi)) - E * Math.atanh(E * Math.sin(phi)));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.atanh(Math.sin(lambda) / Math.hypot(1, t));
  const sum = (part) => ALPHA.reduce((total, a, at) => total + a * part(2 * (at + 1)), 0);
  return {
    east: 500_000 + SCALE * RADIUS * (eta + sum((k) => Math.cos(k * xi) * Math.sinh(k * eta))),
    north: SCALE * RADIUS * (xi + sum((k) => Math.sin(k * xi) * Math.cosh(k * eta))),
  };
}

/** "35N QA 752 543": `digits` an axis, 5 for a metre. Empty beyond 80 south and 84 north, where the grid is another. */
export function mgrs(lat, lon, digits = 5) {
  if (!(lat >= -80 && lat <= 84)) return "";
  const east180 = ((((lon + 180) % 360) + 360) % 360) - 180;
  const own = zone(lat, east180);
  const { east, north } = utm(lat, east180, own);
  const up = lat < 0 ? north + 10_000_000 : north;
  // What a hair of rounding would put into the square below belongs to the one above.
  const [x, y] = [east, up].map((metres) => Math.floor(metres + 1e-4));
  const column = COLUMNS[(own - 1) % 3][Math.floor(x / 100_000) - 1];
  const row = ROWS[(Math.floor(y / 100_000) + (own % 2 ? 0 : 5)) % 20];
  const figures = [x, y].map((metres) => String(metres % 100_000).padStart(5, "0").slice(0, digits));
  return `${own}${BANDS[Math.floor((lat + 80) / 8)]} ${column}${row} ${figures.join(" ")}`.trim();
}

/** Figures an axis that a pixel of so many metres can bear. */
export const worth = (metres) => (metres < 20 ? 4 : metres < 200 ? 3 : metres < 2000 ? 2 : 1);
