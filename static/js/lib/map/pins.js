// The marks on the paper: an alert's glyph with its number, a group of them, a base.
import { make, word } from "../dom.js";

const BACK = { critical: 8.5, medium: 7, low: 8 }; // what shows through the glyph is never the map
const WHOSE = { F: "map_force", P: "map_police", C: "map_civilian" };

function glyph(level, sprite) {
  const use = (name) => make("use", { class: name, href: `${sprite}#lv-${level}` });
  const back = BACK[level] ? [make("circle", { class: "pin-back", cx: 12, cy: 12, r: BACK[level] })] : [];
  const frame = { class: "pin-mark", viewBox: "0 0 24 24", "aria-hidden": "true" };
  return make("svg", frame, use("pin-halo"), ...back, use("pin-face"));
}

const span = (name, text) => make("span", { class: name }, text);

function named(alert) {
  const exercise = alert.exercise ? word("map_exercise") : "";
  return [alert.short, word(`level_${alert.level}`), alert.kind, alert.place, exercise].filter(Boolean).join(", ");
}

/** A link: opens the alert, or tells the page to. */
export function pin(alert, sprite, { tag: beside, shift: [x, y], fresh, chosen }) {
  const states = [alert.level, fresh && "is-new", alert.exercise && "is-exercise", chosen && "is-on"].filter(Boolean);
  const tag = make("span", { class: beside ? "pin-tag" : "pin-tag is-shy", "aria-hidden": "true" }, alert.short);
  if (beside) tag.style.translate = `${beside[0]}px ${beside[1]}px`;
  const said = [alert.kind, alert.place].filter(Boolean).join(" · ");
  if (said) tag.append(span("pin-more", said));
  const link = make(
    "a",
    {
      class: `pin ${states.join(" ")}`,
      href: alert.href || "#",
      draggable: "false",
      tabindex: "-1",
      "data-pin": alert.number,
      "aria-label": named(alert),
      "aria-current": chosen && "true",
    },
    glyph(alert.level, sprite),
    tag,
  );
  if (x || y) link.style.translate = `${x}px ${y}px`;
  return link;
}

/** Many alerts in one spot: the worst one's glyph and how many; pressing it goes closer. */
export function group(count, level, sprite, chosen) {
  const name = word("map_cluster", { count, level: word(`level_${level}`) });
  return make(
    "button",
    { class: `pin group ${level}${chosen ? " is-on" : ""}`, type: "button", tabindex: "-1", "aria-label": name },
    glyph(level, sprite),
    span("group-count", String(count)),
  );
}

export function base({ name, kind, letter, call }, [x, y]) {
  const said = [WHOSE[letter] && word(WHOSE[letter]), name, kind, call && `“${call}”`].filter(Boolean).join(", ");
  const node = make("span", { class: "base", role: "img", "aria-label": said, title: said }, letter);
  node.style.translate = `${x}px ${y}px`;
  return node;
}

/** What the marks mean, only those that are on the map. */
export function legend(letters, circles) {
  const shown = Object.keys(WHOSE).filter((one) => letters.includes(one));
  const lines = shown.map((one) => make("li", {}, span("base", one), word(WHOSE[one])));
  if (circles) lines.push(make("li", {}, span("ring-sign", ""), word("map_circle")));
  return make("ul", { class: "map-legend", "aria-label": word("map_legend") }, ...lines);
}

/** A marker that only holds an element; lower `order` lies on top. */
export function stand(at, node, order, bare = false) {
  const icon = L.divIcon({ className: bare ? "at at-base" : "at", html: node, iconSize: [0, 0] });
  return L.marker(at, { icon, keyboard: false, interactive: false, zIndexOffset: -order });
}

/** How well the place is known. */
export function ring({ renderer, rings }, { number, at, km, level, exact }, fresh) {
  if (!km) return;
  const names = ["ring", level, !exact && "is-about", fresh && "is-new"].filter(Boolean).join(" ");
  const circle = () => L.circle(at, { radius: km * 1000, renderer, interactive: false, className: names });
  rings.put(number, [names, at, km].join(), circle);
}

/** From a pin that stepped aside to its place. */
export function leader({ renderer, rings }, map, { number, at }, [x, y]) {
  if (!x && !y) return;
  const tip = map.unproject(map.project(at).add([x, y]));
  const line = () => L.polyline([at, tip], { renderer, interactive: false, className: "leader" });
  rings.put(`l${number}`, [map.getZoom(), x, y, at].join(), line);
}
