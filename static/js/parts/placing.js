// Where an alert is, by a click on the map: <div data-part="placing" data-country="CD">{% leaflet_map "place-map" %}</div>
// before the fields `place` and `precision`, which stay the truth: what is typed moves the mark, and the mark is typed.
// `data-at`: the point of what stands in `place` where that is no pair of figures; `data-km`: how wide, unless it is asked;
// `data-middle`: what is seen first where nothing stands yet and no base is known; else the country.
import { json, word } from "../lib/dom.js";
import { letter } from "../lib/map/alerts.js";
import { cornerBoxes } from "../lib/map/corners.js";
import { base, stand } from "../lib/map/pins.js";
import { around } from "../lib/map/placing.js";
import { reader } from "../lib/map/reader.js";
import { blankMap, paper } from "../lib/paper.js";

const KM = { exact: 0.1, village: 2, near: 5, area: 40 }; // domain.words.PRECISION_KM
const PAIR = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;

/** [lat, lon] of what is typed, null where it is no pair of figures on earth. */
export function point(text) {
  const found = PAIR.exec(text)?.slice(1).map(Number);
  return found && Math.abs(found[0]) <= 90 && Math.abs(found[1]) <= 180 ? found : null;
}

export function mount(element) {
  if (!window.L) return;
  element.hidden = false;
  const form = element.closest("form");
  const map = blankMap("place-map");
  const positions = json("positions", []);
  L.control.zoom({ position: "topright", zoomInTitle: word("map_closer"), zoomOutTitle: word("map_farther") }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 140 }).addTo(map);
  reader(map, element.querySelector("[data-map-grid]"));
  const all = positions.length ? L.latLngBounds(positions.map(({ lat, lon }) => [lat, lon])) : null;
  const middle = point(element.dataset.middle ?? "");
  let mark = null;
  let letters = null;
  const wide = Number(element.dataset.km ?? 2);
  const stands = point(element.dataset.at ?? "");
  const typed = () => point(form.place.value) ?? (form.place.value === form.place.defaultValue ? stands : null);

  function draw({ follow = false } = {}) {
    mark?.remove();
    const at = typed();
    if (!at) return;
    const km = KM[form.querySelector("[name=precision]:checked")?.value] ?? wide;
    mark = L.layerGroup([
      L.circle(at, { radius: km * 1000, className: "ring is-about" }),
      L.circleMarker(at, { radius: 6, className: "spot" }),
    ]).addTo(map);
    if (follow) map.fitBounds(L.latLng(at).toBounds(Math.max(km * 4000, 8000)), { animate: false, maxZoom: 11 });
    letters?.draw();
  }

  /** Names stand clear of the mark, of our positions and of what lies in the corners. */
  function taken() {
    const spot = (at, half) => around(Object.values(map.latLngToContainerPoint(at)), half);
    const at = typed();
    return [...cornerBoxes(map), ...positions.map(({ lat, lon }) => spot([lat, lon], 10)), ...(at ? [spot(at, 12)] : [])];
  }

  function set({ lat, lng }) {
    form.place.value = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
    form.place.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const { lat, lon, ...one } of positions) {
    stand([lat, lon], base({ ...one, letter: letter(one.component) }, [0, 0]), 100_000, true).addTo(map);
  }
  map.on("click", ({ latlng }) => set(latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.closest("a")) return;
    event.preventDefault();
    set(map.getCenter());
  });
  form.addEventListener("input", ({ target }) => ["place", "precision"].includes(target.name) && draw());
  paper(map, { home: element.dataset.country }).then((drawn) => {
    letters = Object.assign(drawn, { blocked: taken });
    if (!typed() && !all && !middle && letters.home) map.fitBounds(letters.home);
    letters.draw();
  }, () => {});
  if (all) map.fitBounds(all, { animate: false, maxZoom: 9 });
  else if (middle) map.setView(middle, 8, { animate: false });
  draw({ follow: true });
}
