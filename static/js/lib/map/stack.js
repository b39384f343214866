// Alerts that stand in one spot, however near one looks: a list of them beside the spot.
import { make, word } from "../dom.js";

const MOST = 40;
const APART = 60; // pixels at the closest zoom

/** Opens the list at `at` for the alerts `own`; Esc closes it and gives the focus back to `from`. */
function stack(map, at, own, from) {
  const line = ({ number, short, level, kind, place, href }) => {
    const said = [word(`level_${level}`), kind, place].filter(Boolean).join(" · ");
    return make("li", {}, make("a", { class: level, href: href || "#", "data-pin": number }, make("b", {}, short), ` ${said}`));
  };
  const list = make("ul", { class: "stack", "aria-label": word("map_stack", { count: own.length }) }, ...own.slice(0, MOST).map(line));
  if (own.length > MOST) list.append(make("li", { class: "mute" }, word("map_stack_more", { count: own.length - MOST })));
  const popup = L.popup({ className: "stack-box", closeButton: false, autoPanPadding: [20, 20], maxWidth: 340 });
  popup.setLatLng(at).setContent(list).openOn(map);
  list.querySelector("a").focus();
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    map.closePopup(popup);
    (from.isConnected ? from : map.getContainer()).focus();
  });
}

/** Goes closer to a group, or lists it where that would not part it. */
export function closer(map, { own, at }, node) {
  if (!parts(map, own, APART)) return stack(map, map.unproject(at), own, node);
  map.fitBounds(L.latLngBounds(own.map((one) => one.at)), { padding: [60, 60], maxZoom: map.getZoom() + 3 });
}

function parts(map, own, size) {
  const zoom = map.getMaxZoom();
  const { min, max } = L.bounds(own.map(({ at }) => map.project(at, zoom)));
  return max.x - min.x > size || max.y - min.y > size;
}
