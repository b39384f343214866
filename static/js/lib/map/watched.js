// The places of the watch list: a letter in a square, a circle or a dashed square; each a link to its page.
import { make, word } from "../dom.js";
import { stand } from "./pins.js";

/** `draggable` and Tab as pins have it: one stop of the Tab key, arrows from mark to mark. */
export function mark({ name, word: said, priority, threats, href }) {
  const letter = make("span", { class: `watch-mark ${priority}`, "aria-hidden": "true" }, said.charAt(0));
  const tag = make("span", { class: "pin-tag is-shy", "aria-hidden": "true" }, name, make("span", { class: "pin-more" }, `${said} · ${threats}`));
  const label = [word("map_watched"), said, name, threats].join(", ");
  return make("a", { class: "pin watched", href, draggable: "false", tabindex: "-1", "aria-label": label }, letter, tag);
}

/** Puts `places` on the map, under alerts and bases. `settle()` after a tick. */
export function watched(map, places, kept) {
  const group = L.layerGroup(places.map((one) => stand([one.lat, one.lon], mark(one), 200_000)));
  map.getContainer().addEventListener("click", (event) => {
    if (event.target.closest(".pin.watched") && map.dragging.moved()) event.preventDefault();
  });
  return {
    settle() {
      if (kept.has("watched")) group.addTo(map);
      else group.remove();
    },
  };
}
