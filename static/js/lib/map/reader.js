// The grid reference under the pointer; by touch and keyboard, that of the cross in the middle. A press copies it.
import { icon, make, word } from "../dom.js";
import { mgrs, worth } from "./mgrs.js";

const EQUATOR_M = 40_075_017;

/** Metres that a pixel covers. */
const pixel = (lat, zoom) => (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom);

export function reader(map, box) {
  const container = map.getContainer();
  const cross = make("span", { class: "cross", "aria-hidden": "true", hidden: true });
  const shown = make("output", { class: "grid", "aria-live": "off" });
  const degrees = make("span", { class: "degrees" });
  const copy = make("button", { type: "button", class: "map-copy" }, icon("copy"), make("span", {}, word("map_copy")));
  const said = make("span", { class: "map-copied", role: "status" });
  container.append(cross);
  box.append(make("span", { class: "visually-hidden" }, word("map_grid")), shown, degrees, copy, said);
  let at = null; // where the pointer is, while there is one
  let due = 0;

  function write() {
    due = 0;
    const { lat, lng } = at ?? map.getCenter();
    const text = mgrs(lat, lng, worth(pixel(lat, map.getZoom())));
    if (shown.textContent !== text) shown.textContent = text;
    degrees.textContent = `${lat.toFixed(4)}, ${lng.toFixed(4)}`;
  }
  const soon = () => (due ||= requestAnimationFrame(write));
  const byCross = (is) => {
    cross.hidden = !is;
    at = null;
    soon();
  };
  map.on("mousemove", ({ latlng, originalEvent }) => {
    if (originalEvent?.pointerType === "touch") return;
    at = latlng;
    cross.hidden = true;
    soon();
  });
  map.on("move zoomend viewreset", soon);
  container.addEventListener("pointerdown", ({ pointerType }) => pointerType === "touch" && byCross(true));
  container.addEventListener("mouseleave", () => byCross(container.matches(":focus-within")));
  container.addEventListener("keydown", ({ key }) => key.startsWith("Arrow") && byCross(true));
  container.addEventListener("focus", () => container.matches(":focus-visible") && byCross(true));
  copy.addEventListener("click", async () => {
    const text = shown.textContent;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = word("map_copied", { text });
    } catch {
      getSelection().selectAllChildren(shown); // not allowed: at least it is chosen
    }
    setTimeout(() => (said.textContent = ""), 4000);
  });
  if (matchMedia("(hover: none)").matches) byCross(true);
  soon();
  return { cross: byCross };
}
