// The office's own layers under the alerts: areas of responsibility in blue, everything else in violet, with names.
import { looks } from "./looks.js";
import { visible } from "./names.js";

let kept = { tag: null, told: { layers: [] } }; // the page keeps what the browser may not

async function asked(address) {
  const answer = await fetch(address, { headers: kept.tag ? { "If-None-Match": kept.tag } : {}, cache: "no-store" });
  if (answer.status === 304) return kept.told;
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  kept = { tag: answer.headers.get("ETag"), told: await answer.json() };
  return kept.told;
}

const turned = (rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon]));

/** Where a shape's name may stand: a point itself, the middle of a line, points well within the largest outline. */
export function spots({ type, coordinates }) {
  if (type.endsWith("Point")) {
    const [lon, lat] = type === "Point" ? coordinates : coordinates[0];
    return { at: [lat, lon], spots: [] };
  }
  if (type.endsWith("LineString")) {
    const line = type === "LineString" ? coordinates : [...coordinates].sort((a, b) => b.length - a.length)[0];
    const [lon, lat] = line[Math.floor(line.length / 2)];
    return { at: [lat, lon], spots: [] };
  }
  const polygons = (type === "Polygon" ? [coordinates] : coordinates).map(turned);
  const [largest] = polygons.sort((a, b) => b[0].length - a[0].length);
  const [lats, lons] = [0, 1].map((axis) => largest[0].map((point) => point[axis]));
  const box = [Math.min(...lats), Math.min(...lons), Math.max(...lats), Math.max(...lons)];
  const [at = largest[0][0], ...others] = visible([largest], box, 8);
  return { at, spots: others.slice(0, 24) };
}

/** The names of features, as the lettering takes them. */
export const named = (features) =>
  features
    .filter(({ properties, geometry }) => properties?.name && geometry)
    .map(({ properties, geometry }) => ({ kind: "own", text: String(properties.name), size: 1, ...spots(geometry) }));

/** Draws GeoJSON on the ground: `kind` is "area" or "own". Gives the Leaflet layer, with `paint` for day and night. */
export function drawn(map, shapes, kind) {
  if (!map.getPane("ground")) Object.assign(map.createPane("ground").style, { zIndex: 350, pointerEvents: "none" });
  map.groundPen ??= L.canvas({ pane: "ground", padding: 0.3 });
  const common = { pane: "ground", renderer: map.groundPen, interactive: false };
  const point = (_feature, at) => L.circleMarker(at, { ...common, radius: 4, fillOpacity: 0.9 });
  // A line on a broad band of its own colour, as borders are drawn: it holds apart from roads and rivers.
  const band = L.geoJSON(shapes, { ...common, style: { weight: 7, opacity: 0.16, fillOpacity: 0.04 }, pointToLayer: point });
  const line = L.geoJSON(shapes, { ...common, style: { weight: 1.5, opacity: 0.9, fill: false }, filter: ({ geometry }) => !/Point/.test(geometry?.type) });
  const layer = L.featureGroup([band, line]);
  layer.paint = () => {
    const colour = looks(map.getContainer()).paint(`--map-${kind}-line`);
    layer.setStyle({ color: colour, fillColor: colour });
  };
  layer.paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", layer.paint);
  return layer;
}

/** Loads and shows what the office shows. `named()`: the names that stand on the map now; `watched`: places as told. */
export async function ground(map, address, kept, language) {
  const told = await asked(address);
  const layers = told.layers.map((one) => ({
    ...one,
    key: one.is_of_positions ? "areas" : `own-${one.id}`,
    label: one.name[language] ?? one.name.en,
    layer: drawn(map, one.shapes, one.is_of_positions ? "area" : "own"),
    letters: named(one.shapes.features),
  }));
  function settle() {
    for (const { key, layer, credit } of layers) {
      const is = kept.has(key);
      if (is === map.hasLayer(layer)) continue;
      if (is) layer.addTo(map);
      else layer.remove();
      if (credit) map.attributionControl[is ? "addAttribution" : "removeAttribution"](escaped(credit));
    }
  }
  settle();
  return { layers, watched: told.watched ?? [], settle, named: () => layers.filter(({ key }) => kept.has(key)).flatMap(({ letters }) => letters) };
}

/** Leaflet's credit line takes HTML; an office writes plain words. */
export const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
