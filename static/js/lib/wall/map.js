// The map of the wall: the board's paper, pins and letters, which nobody drags; the view follows what there is to show.
import { json, make, word } from "../dom.js";
import { blankMap, paper } from "../paper.js";
import { letter, split } from "../map/alerts.js";
import { corner, notes } from "../map/corners.js";
import { draw } from "../map/draw.js";
import { drawn, escaped, named } from "../map/ground.js";
import { looks } from "../map/looks.js";
import { length } from "../map/measure.js";
import { stand } from "../map/pins.js";
import { ground } from "./ground.js";
import { view, whereabouts } from "./view.js";

const STILL = ["dragging", "keyboard", "scrollWheelZoom", "doubleClickZoom", "boxZoom", "touchZoom", "zoomAnimation", "fadeAnimation", "markerZoomAnimation", "inertia"];
const MOST_FAR = 3;
const numbers = (text) => text.split(" ").map(Number);

/** `place`: the element with the paper. Gives `read()`, `choose(number)`, `under(element)`. */
export function wallMap(place) {
  const container = place.querySelector(".leaflet-container-default");
  if (!window.L || !container) return { read() {}, choose() {}, under: () => 0 };
  const map = blankMap(container.id, Object.fromEntries(STILL.map((name) => [name, false])));
  container.inert = true; // everything on it stands in the queue or on the sheet
  const office = [Number(place.dataset.lat), Number(place.dataset.lon)];
  const sprite = document.getElementById(`${container.id}-files`).dataset.sprite;
  const under = ground(map);
  const units = L.layerGroup().addTo(map);
  const [legend, note] = [corner(map, "bottomleft"), corner(map, "topright")];
  const far = note.appendChild(make("p", { class: "map-said", hidden: true }));
  const unplaced = note.appendChild(make("p", {}));
  const state = {
    shown: [], positions: [], chosen: null, off: new Set(), letters: null, known: null,
    names: () => [], covered: () => boxes(container, ".leaflet-control"),
  };
  let [ways, fitted, scale] = [[], "", null];

  function read() {
    const rows = (name) => [...document.querySelectorAll(`#wall-map [data-${name}]`)].map((row) => row.dataset);
    const { placed } = split(rows("alert"));
    state.positions = rows("base").map((one) => ({ ...one, lat: Number(one.lat), lon: Number(one.lon), letter: letter(one.component) }));
    const { fits, far: outside } = view(office, placed, state.positions);
    state.shown = placed.filter((one) => !outside.includes(one));
    ways = rows("way").map(({ way }) => numbers(way)).map(([a, b, c, d]) => [[a, b], [c, d]]);
    units.clearLayers();
    for (const { lat, lon, number } of rows("unit").filter((one) => one.lat)) units.addLayer(stand([Number(lat), Number(lon)], mark(number), -1_000));
    fit(fits);
    redraw();
    notes(legend, unplaced, { alerts: state.shown, positions: state.positions }, Number(document.getElementById("wall-map").dataset.unplaced));
    tell(outside);
  }

  function fit(points) {
    const size = map.getSize();
    const key = JSON.stringify([points, size.x, size.y]);
    if (key === fitted || !size.x) return;
    fitted = key;
    const { base, pin, number } = looks(container);
    const room = { paddingTopLeft: [pin * 2, pin * 1.4], paddingBottomRight: [pin * 1.2 + number * 3, pin * 2.7] };
    map.fitBounds(L.latLngBounds(points), { ...room, maxZoom: 10.25 + Math.log2(base / 21), animate: false });
    scale?.remove();
    scale = L.control.scale({ position: "bottomleft", imperial: false, maxWidth: pin * 4 }).addTo(map);
    under.draw(office);
  }

  function redraw() {
    if (!fitted) return; // nothing can be placed before the map has a size
    const found = state.shown.map(({ number }) => number);
    const fresh = new Set(state.known ? found.filter((number) => !state.known.has(number)) : []);
    state.known = new Set(found);
    under.ways(ways);
    draw(map, state, { fresh, sprite });
    if (!state.letters) return;
    const marks = state.letters.blocked;
    state.letters.blocked = () => [...marks(), ...boxes(container, ".map-sign, .way-head")];
    state.letters.draw();
  }

  /** What is too far away to be shown: number, how far, whereto. */
  function tell(outside) {
    const said = outside.slice(0, MOST_FAR).map(({ short, at }) => {
      const { km, point } = whereabouts(office, at);
      const way = length(km, (unit, values) => word(`map_${unit}`, values), document.documentElement.lang);
      return word("wall_far_one", { number: short, length: way, point: word(`point_${point}`) });
    });
    if (outside.length > MOST_FAR) said.push(`+ ${outside.length - MOST_FAR}`);
    far.hidden = !said.length;
    far.textContent = said.length ? word("wall_far", { what: said.join("; ") }) : "";
  }

  function own(layers) {
    for (const { shapes, credit, is_of_positions: isArea } of layers) {
      drawn(map, shapes, isArea ? "area" : "own").addTo(map);
      if (credit) map.attributionControl.addAttribution(escaped(credit));
    }
    const letters = layers.flatMap(({ shapes }) => named(shapes.features));
    state.names = () => letters;
  }

  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    read();
  }).observe(container);
  own(json("layers", []));
  paper(map, { home: place.dataset.country })
    .then((letters) => {
      letters.hidden = ({ kind, country }) => kind === "country" && country === place.dataset.country;
      state.letters = letters;
    })
    .catch(() => {
      container.classList.add("is-bare");
      container.append(make("p", { class: "map-fault", role: "status" }, word("map_no_base")));
    })
    .then(() => {
      place.dataset.settled = "yes";
      redraw();
    });
  read();
  return {
    read,
    choose(number) {
      if (number === state.chosen) return;
      state.chosen = number;
      redraw();
    },
    /** How many marks lie under an element that stands over the map. */
    under(element) {
      const box = element.getBoundingClientRect();
      const marks = [...container.querySelectorAll(".pin")].map((pin) => pin.getBoundingClientRect());
      return marks.filter(({ left, top, right, bottom }) => left < box.right && right > box.left && top < box.bottom && bottom > box.top).length;
    },
  };
}

function mark(number) {
  const tag = make("span", { class: "pin-tag is-shy" }, number);
  return make("span", { class: "pin unit" }, make("span", { class: "unit-mark" }), tag);
}

function boxes(container, what) {
  const frame = container.getBoundingClientRect();
  return [...container.querySelectorAll(what)].map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
  });
}
