// What the map shows: a box of ticks behind a button, closed by Esc or a press elsewhere.
import { icon, make, word } from "../dom.js";

/** `choices`: [{name, label, hint, group}]; `changed(name, is)` after a tick. Gives `add` for those that come later. */
export function shown(box, kept, choices, changed) {
  const list = make("fieldset", { class: "map-ticks" }, make("legend", { class: "visually-hidden" }, word("map_layers")));
  const summary = make("summary", { class: "map-btn" }, icon("layers"), make("span", {}, word("map_layers")));
  const details = make("details", { class: "map-layers" }, summary, list);
  box.append(details);

  function add({ name, label, hint, sign }) {
    const tick = make("input", { type: "checkbox", name: `map-${name}`, checked: kept.has(name) });
    const mark = make("span", { class: `sign ${sign ?? ""}`, "aria-hidden": "true" });
    const words = make("span", {}, label, ...(hint ? [make("small", {}, hint)] : []));
    list.append(make("label", { class: "tick" }, tick, mark, words));
    tick.addEventListener("change", () => {
      kept.set(name, tick.checked);
      changed(name, tick.checked);
    });
  }
  choices.forEach(add);

  const close = () => void (details.open = false);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    close();
    summary.focus();
  });
  document.addEventListener("pointerdown", ({ target }) => details.contains(target) || close());
  return {
    add,
    untick(name) {
      const tick = list.querySelector(`[name="map-${name}"]`);
      if (tick) tick.checked = false;
      kept.set(name, false);
    },
  };
}
