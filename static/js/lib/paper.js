// The paper under every map: land, water, borders and names, drawn from our own files. No tile is ever asked for.
import { json } from "./dom.js";
import { lettering } from "./map/lettering.js";
import { looks } from "./map/looks.js";
import { read } from "./map/names.js";
import { edges, features } from "./map/topo.js";

export const BOUNDS = [[-24, -24], [32, 52]];
const FINE = 5.5;
const LAYERS = ["admin0", "admin1Lines", "lakes", "rivers", "names"];

/** A Leaflet map from the block that {% leaflet_map %} wrote, within our zooms and bounds, without a base yet. */
export function blankMap(id, options = {}) {
  const djoptions = { ...JSON.parse(json(`${id}-options`)), minzoom: 4, maxzoom: 12, extent: BOUNDS, center: [4, 22], zoom: 5 };
  const map = L.Map.djangoMap(id, {
    djoptions, globals: false, callback: undefined, zoomControl: false, zoomSnap: 0.25, maxBoundsViscosity: 0.9, ...options,
  });
  map.attributionControl.setPrefix("Leaflet");
  return map;
}

async function load(id) {
  const files = document.getElementById(`${id}-files`).dataset;
  const answers = await Promise.all(LAYERS.map((layer) => fetch(files[layer])));
  const refused = answers.find((answer) => !answer.ok);
  if (refused) throw new Error(`${refused.status} ${refused.url}`);
  return Promise.all(answers.map((answer) => answer.json()));
}

/** Disclaimer and credit, always; a note on a disputed area while that is in view. */
function credit(map, { disclaimer, credit: sources, notes }, said) {
  let shown = "";
  const check = () => {
    const here = notes.filter(({ lat, lon }) => map.getBounds().contains([lat, lon]));
    map.attributionControl.removeAttribution(shown);
    shown = [disclaimer, ...here, sources].map(said).join(" ");
    map.attributionControl.addAttribution(shown);
  };
  map.on("moveend", check);
  check();
}

/** Draws the paper; `home`: code of the country drawn lighter than its neighbours. Gives lettering and its bounds. */
export async function paper(map, { home = "" } = {}) {
  const container = map.getContainer();
  const [admin0, inner, lakes, rivers, names] = await load(container.id);
  const pane = map.createPane("paper");
  Object.assign(pane.style, { zIndex: 200, pointerEvents: "none" });
  const renderer = L.canvas({ pane: "paper", padding: 0.4 });
  const fine = L.layerGroup(); // only from FINE on: lines that would crowd a continent
  const layers = [];
  // Each layer names the custom properties that it takes its colours from, so that day and night need no second table.
  const thick = looks(container).base / 12; // a wall letters larger, and its lines are as much thicker
  const put = (kind, points, paints, { group = map, weight, ...options } = {}) =>
    layers.push([kind(points, { renderer, pane: "paper", interactive: false, smoothFactor: 0.6, weight: weight * thick, ...options }).addTo(group), paints]);
  const line = (points, color, weight, options) => put(L.polyline, points, { color }, { weight, ...options });

  const countries = features(admin0);
  const { borders, coasts } = edges(admin0);
  const land = { beyond: [], land: [], home: [] };
  for (const { properties: { c }, points } of countries) land[!c ? "beyond" : c === home ? "home" : "land"].push(...points);
  for (const [kind, points] of Object.entries(land)) {
    // A hair of its own colour closes the seams that two neighbours leave between their fills.
    put(L.polygon, points, { fillColor: `--map-${kind}`, color: `--map-${kind}` }, { weight: 1, fillOpacity: 1 });
  }
  line(coasts, "--map-coast", 1);
  for (const { properties: { rank }, points } of features(rivers)) {
    line(points, "--map-river", rank < 4 ? 1.8 : 1.1, { group: rank < 4 ? map : fine });
  }
  const over = layers.length; // what lies over the rivers, also when those come later
  for (const { points } of features(lakes)) {
    put(L.polygon, points, { fillColor: "--map-water", color: "--map-coast" }, { weight: 1, fillOpacity: 1 });
  }
  const provinces = L.layerGroup().addTo(fine);
  for (const { points } of features(inner)) line(points, "--map-inner", 1.1, { dashArray: "7 4 1.5 4", group: provinces });
  line(borders, "--map-band", 5, { lineCap: "butt" });
  line(borders, "--map-border", 1.3);
  const inFront = () => layers.slice(over).forEach(([layer]) => map.hasLayer(layer) && layer.bringToFront());
  const detail = () => {
    if (map.getZoom() < FINE) fine.remove();
    else if (!map.hasLayer(fine)) fine.addTo(map) && inFront();
  };
  map.on("zoomend", detail);
  detail();

  const language = document.documentElement.lang.slice(0, 2);
  const said = (texts) => texts[language] ?? texts.en;
  const shapes = new Map(countries.map(({ properties: { c }, points }) => [c, points]));
  const letters = lettering(map, read(names, language, home), shapes);
  const paint = () => {
    const { paint: value } = looks(container);
    for (const [layer, paints] of layers) {
      layer.setStyle(Object.fromEntries(Object.entries(paints).map(([key, name]) => [key, value(name)])));
    }
    letters.draw();
  };
  paint();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  credit(map, names, said);
  const own = shapes.get(home);
  /** Puts the lines of the provinces away, or back. */
  const provincesShown = (is) => (is ? fine.addLayer(provinces) && inFront() : fine.removeLayer(provinces));
  return Object.assign(letters, { home: own ? L.latLngBounds(own.flat(2)) : null, inner: provincesShown });
}
