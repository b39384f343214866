// What one does with a map beyond looking: choose what is shown, measure, read the grid, use the whole width.
import { icon, make, word } from "../dom.js";
import { corner } from "./corners.js";
import { escaped, ground } from "./ground.js";
import { reader } from "./reader.js";
import { ruler } from "./ruler.js";
import { shown } from "./shown.js";
import { tiles } from "./tiles.js";
import { watched } from "./watched.js";

/** `redraw()` after a tick; `chosen()`: place of the chosen alert. Gives `measures(at)`: whether a press was a point. */
export function tools(map, element, { kept, state, redraw, chosen }) {
  const { layers, tiles: url, tilesCredit } = element.dataset;
  const box = corner(map, "topleft");
  const bar = make("div", { class: "map-tools", role: "group", "aria-label": word("map_tools") });
  const fault = make("p", { class: "map-fault", role: "status", hidden: true });
  box.append(bar);
  map.getContainer().append(fault);
  const say = (text) => Object.assign(fault, { textContent: text, hidden: !text });
  let [own, base, places] = [null, null, null];

  const choices = ["alerts", "circles", "positions", "units"].map((name) => ({ name, label: word(`map_show_${name}`), sign: name }));
  choices.push({ name: "provinces", label: word("map_show_provinces"), sign: "provinces" });
  choices[2].hint = word("map_whose");
  if (url) choices.push({ name: "tiles", label: word("map_show_tiles"), hint: word("map_tiles_learn", { host: new URL(url, location).host }), sign: "tiles" });
  const list = shown(bar, kept, choices, (name, is) => {
    if (name === "tiles") base.show(is);
    own?.settle();
    places?.settle();
    settle();
    redraw();
  });

  /** What the paper letters and draws by itself, and what tiles letter instead. */
  function settle() {
    const [provinces, onTiles] = [kept.has("provinces"), base?.shown() ?? false];
    state.letters?.inner?.(provinces && !onTiles);
    if (state.letters) state.letters.hidden = ({ kind }) => (onTiles && !["base", "own"].includes(kind)) || (kind === "region" && !provinces);
  }
  map.on("paper", settle); // fired once it is drawn

  if (url) {
    base = tiles(map, { url, credit: escaped(tilesCredit ?? "") }, (sentence) => {
      list.untick("tiles");
      settle();
      say(sentence);
      redraw();
    });
    base.show(kept.has("tiles"));
  }

  const cross = { show: () => {} };
  const measuring = ruler(map, bar, { chosen, cross: (is) => cross.show(is) });
  const grid = element.parentElement.querySelector("[data-map-grid]");
  if (grid) cross.show = reader(map, grid).cross;

  const split = element.closest(".split");
  if (split) {
    const wide = make("button", { type: "button", class: "map-btn map-wide", "aria-pressed": "false" }, icon("maximize"), make("span", {}, word("map_wide")));
    const put = (is) => (split.classList.toggle("map-alone", is), (wide.ariaPressed = String(is)), kept.set("wide", is));
    wide.addEventListener("click", () => put(wide.ariaPressed !== "true"));
    bar.append(wide);
    if (kept.has("wide")) put(true);
  }

  if (layers) {
    ground(map, layers, kept, document.documentElement.lang.slice(0, 2)).then((found) => {
      own = found;
      state.names = found.named;
      if (found.layers.some(({ key }) => key === "areas")) list.add({ name: "areas", label: word("map_show_areas"), sign: "areas" });
      for (const { key, label } of found.layers) if (key !== "areas") list.add({ name: key, label, sign: "own" });
      if (found.watched.length) {
        places = watched(map, found.watched, kept);
        list.add({ name: "watched", label: word("map_show_watched"), hint: word("map_watched_signs"), sign: "watched" });
        places.settle();
      }
      redraw();
    }, () => say(word("map_no_layers")));
  }
  return { measures: (at) => measuring.isOn() && (measuring.add(at), true) };
}
