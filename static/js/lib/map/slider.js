// Which part of the list's period is shown, and playing it. Without motion where the system asks for none: then by steps.
import { icon, make, word } from "../dom.js";
import { ahead, begun, ends, holds, isWhole, moved, next, scale, whole, written } from "./period.js";
import { track } from "./track.js";

const PACES = { slow: 900, usual: 450, fast: 180 }; // ms a step
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** `box`: where it stands; `zone`: the office's; `changed()`: other alerts are within. */
export function slider(box, zone, changed) {
  const language = document.documentElement.lang.slice(0, 2);
  const state = { all: null, window: null, basis: "received", timer: 0, entries: [] };
  const button = (name, label, act) => {
    const one = make("button", { type: "button", class: "map-btn", "aria-label": label, title: label }, icon(name));
    one.addEventListener("click", act);
    return one;
  };
  const select = (label, options, act) => {
    const one = make("select", { class: "in", "aria-label": label }, ...options.map(([value, text]) => make("option", { value }, text)));
    one.addEventListener("change", act);
    return one;
  };
  const play = button("play", word("map_play"), () => (state.timer ? stop() : start()));
  const back = button("step-back", word("map_back"), () => step(-1));
  const on = button("step-forward", word("map_on"), () => step(1));
  const pace = select(word("map_pace"), Object.keys(PACES).map((one) => [one, word(`map_pace_${one}`)]), () => state.timer && start());
  pace.value = "usual";
  const basis = select(word("map_basis"), ["received", "happened"].map((one) => [one, word(`map_by_${one}`)]), () => {
    state.basis = basis.value;
    state.window = null;
    tell(state.entries);
    changed();
  });
  const said = make("output", { class: "period-said" });
  const all = button("x", word("map_whole_period"), () => show(whole(state.all)));
  const say = (time, end) => word(`map_period_${end}_at`, { time: written(time, state.all, zone, language) });
  const line = track({ asked: (window) => (stop(), show(window)), say });
  box.append(make("div", { class: "period-acts" }, back, play, on, pace), line.element, make("div", { class: "period-tell" }, said, all, basis));
  box.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches(".handle")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!still()) play.click();
  });

  const moment = (entry) => entry[state.basis] ?? entry.received ?? entry.happened;
  const inside = (entry) => !state.window || isWhole(state.window, state.all) || holds(state.window, moment(entry));

  function show(window, quietly = false) {
    const same = state.window && window.since === state.window.since && window.until === state.window.until;
    state.window = window;
    line.show(window);
    const open = isWhole(window, state.all);
    const count = state.entries.filter(inside).length;
    const values = { ...ends(window, state.all, zone, language), shown: count, all: state.entries.length };
    said.textContent = word(open ? "map_period_all" : "map_period_part", values);
    all.hidden = open;
    box.classList.toggle("is-part", !open);
    if (!same && !quietly) changed();
  }

  function step(by) {
    stop();
    const first = isWhole(state.window, state.all);
    show(first ? begun(state.window, state.all) : moved(state.window, state.all, "window", by));
  }
  function stop() {
    clearInterval(state.timer);
    state.timer = 0;
    paint();
  }
  function start() {
    clearInterval(state.timer);
    show(begun(state.window, state.all));
    state.timer = setInterval(() => {
      const window = box.isConnected ? next(state.window, state.all) : null;
      if (window) show(window);
      else stop();
    }, PACES[pace.value]);
    paint();
  }
  function paint() {
    const label = word(state.timer ? "map_pause" : "map_play");
    play.replaceChildren(icon(state.timer ? "pause" : "play"));
    Object.assign(play, { ariaLabel: label, title: label });
    said.setAttribute("aria-live", state.timer ? "off" : "polite");
  }

  /** The list's alerts anew; a window that was open to the end stays so. */
  function tell(entries) {
    state.entries = entries;
    basis.hidden = !entries.some(({ received, happened }) => received && happened);
    if (!entries.some(({ received }) => received)) state.basis = "happened";
    const times = entries.map(moment).filter((time) => time !== null && time !== undefined);
    const first = times[0];
    const fresh = scale(times, first ? ahead(first, zone) : 0);
    box.hidden = !fresh;
    if (!fresh) return void Object.assign(state, { all: null, window: null });
    const wasWhole = !state.window || isWhole(state.window, state.all);
    const toEnd = state.window && state.window.until >= state.all.until;
    state.all = fresh;
    line.fill(fresh, entries.map((entry) => ({ time: moment(entry), level: entry.level })));
    const { since, until } = wasWhole ? whole(fresh) : { since: Math.max(fresh.since, state.window.since), until: toEnd ? fresh.until : Math.min(fresh.until, state.window.until) };
    state.window = since < until ? { since, until } : whole(fresh);
    show(state.window, true); // whoever tells of the list draws it
  }
  for (const one of [play, pace]) one.hidden = still();
  return { tell, inside, stop };
}
