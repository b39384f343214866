// Measures from point to point: by pressing on the map, from pins, or from the cross by keyboard. Esc ends it.
import { icon, make, word } from "../dom.js";
import { compass, figures, legs, length } from "./measure.js";

const language = () => document.documentElement.lang;
const far = (km) => length(km, (unit, values) => word(`map_${unit}`, values), language());
const towards = (degrees) => `${figures(degrees)}° ${word(`point_${compass(degrees)}`)}`;

/** `box`: the toolbar; `chosen()`: [lat, lon] of the chosen alert or null; `cross(is)` shows the cross. */
export function ruler(map, box, { chosen, cross }) {
  const container = map.getContainer();
  const button = make("button", { type: "button", class: "map-btn", "aria-pressed": "false" }, icon("ruler"), make("span", {}, word("map_measure")));
  const press = (text, act, key) => {
    const one = make("button", { type: "button", class: "map-btn" }, text, ...(key ? [make("kbd", {}, key)] : []));
    one.addEventListener("click", act);
    return one;
  };
  const list = make("ol", { class: "legs" });
  const sum = make("p", { class: "legs-sum", role: "status" });
  const own = press(word("map_from_chosen"), () => add(chosen()));
  const acts = make("div", { class: "legs-acts" }, press(word("map_add_cross"), addCross, word("key_enter")), own, press(word("map_undo"), undo, "⌫"), press(word("map_end"), () => end(), word("key_esc")));
  const panel = make("div", { class: "legs-box", role: "group", "aria-label": word("map_measure"), hidden: true }, sum, list, acts);
  box.append(button);
  box.after(panel);
  const layer = L.layerGroup();
  let points = [];

  const isOn = () => !panel.hidden;
  const add = (at) => at && ((points = [...points, at]), show());
  function addCross() {
    const { lat, lng } = map.getCenter();
    cross(true);
    add([lat, lng]);
  }
  function undo() {
    points = points.slice(0, -1);
    show();
  }

  function show() {
    layer.clearLayers();
    const found = legs(points);
    L.polyline(points, { className: "measured", interactive: false }).addTo(layer);
    for (const at of points) L.circleMarker(at, { radius: 4, className: "measured-point", interactive: false }).addTo(layer);
    list.replaceChildren(...found.legs.map(({ km, bearing }) => make("li", {}, make("b", {}, far(km)), ` ${towards(bearing)}`)));
    list.hidden = found.legs.length < 2;
    own.hidden = !chosen();
    const [only] = found.legs;
    sum.textContent = !points.length ? word("map_measure_how")
      : !only ? word("map_measure_next")
      : found.straight ? word("map_measured", { length: far(found.km), straight: far(found.straight.km), bearing: towards(found.straight.bearing) })
      : `${far(only.km)}, ${towards(only.bearing)}`;
  }

  function begin() {
    panel.hidden = false;
    button.ariaPressed = "true";
    container.classList.add("is-measuring");
    layer.addTo(map);
    map.doubleClickZoom.disable();
    show();
  }
  function end() {
    if (!isOn()) return;
    panel.hidden = true;
    button.ariaPressed = "false";
    points = [];
    container.classList.remove("is-measuring");
    layer.clearLayers().remove();
    map.doubleClickZoom.enable();
    button.focus();
  }
  button.addEventListener("click", () => (isOn() ? end() : begin()));
  map.on("click", ({ latlng }) => isOn() && add([latlng.lat, latlng.lng]));
  map.getPane("mapPane").parentElement.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey) return;
    const onMap = event.target === container;
    if (event.key === "Escape") end();
    else if (onMap && (event.key === "Enter" || event.key === " ")) addCross();
    else if (event.key === "Backspace") undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { isOn, add };
}
