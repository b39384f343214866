// What stands in the corners of the map: meaning of the marks, what is not on it.
import { make, word } from "../dom.js";
import { legend as signs } from "./pins.js";

/** The map's name and what tells of its twin, closer and farther, the scale. */
export function frame(map) {
  const twin = document.getElementById("map-twin") ? "map-twin" : null;
  const about = { role: "region", "aria-label": word("map_label"), "aria-describedby": twin };
  for (const [name, value] of Object.entries(about)) if (value) map.getContainer().setAttribute(name, value);
  L.control.zoom({ position: "topright", zoomInTitle: word("map_closer"), zoomOutTitle: word("map_farther") }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 140 }).addTo(map);
}

/** An empty box in a corner, kept by Leaflet beside its own. */
export function corner(map, position) {
  const box = make("div", { class: "map-corner" });
  L.DomEvent.disableClickPropagation(box);
  const control = L.control({ position });
  control.onAdd = () => box;
  control.addTo(map);
  return box;
}

/** The legend, and what is not on the map: in `note`, which may be a line of the page's own. */
export function notes(legend, note, { alerts, positions }, unplaced) {
  const list = signs(positions.map(({ letter }) => letter), alerts.some(({ km, exact }) => km && !exact));
  if (legend.textContent !== list.textContent) legend.replaceChildren(...(list.children.length ? [list] : []));
  const said = unplaced === 1 ? word("map_one_no_place") : unplaced ? word("map_no_place", { count: unplaced }) : "";
  if (note.textContent !== said) note.textContent = said;
  note.classList.toggle("map-said", said !== "");
}

/** Boxes of everything in the corners, for the lettering to keep clear of. */
export function cornerBoxes(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control")].map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
  });
}
