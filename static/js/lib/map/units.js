// Where those who respond last said they are: a square with the number of the response, a link to its page.
import { make, word } from "../dom.js";
import { stand } from "./pins.js";

function mark({ number, what, status, said, href }) {
  const tag = make("span", { class: "pin-tag is-shy", "aria-hidden": "true" }, number, make("span", { class: "pin-more" }, `${what} · ${status}, ${said}`));
  const label = [word("map_unit"), number, what, status, said].join(", ");
  return make("a", { class: "pin unit", href, draggable: "false", tabindex: "-1", "aria-label": label }, make("span", { class: "unit-mark", "aria-hidden": "true" }), tag);
}

/** `kept`: what is put away. `draw()` reads #units anew. */
export function units(map, kept) {
  const group = L.layerGroup().addTo(map);
  map.getContainer().addEventListener("click", (event) => {
    if (event.target.closest(".pin.unit") && map.dragging.moved()) event.preventDefault();
  });
  return function draw() {
    group.clearLayers();
    if (!kept.has("units")) return;
    for (const { dataset } of document.querySelectorAll("#units [data-unit]")) {
      group.addLayer(stand([Number(dataset.lat), Number(dataset.lon)], mark(dataset), -1_000));
    }
  };
}
