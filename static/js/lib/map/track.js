// The track of the period: bars of how much came when, a window on them, a handle at each of its ends.
import { make, word } from "../dom.js";
import { bars, moved, put } from "./period.js";

const BY = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -8, PageUp: 8, Home: -Infinity, End: Infinity };

/** `asked(window)`: somebody moved an end or the window. `say(time, end)`: a moment as a sentence. */
export function track({ asked, say }) {
  const chart = make("div", { class: "bars", "aria-hidden": "true" });
  const span = make("span", { class: "span", "aria-hidden": "true" });
  const handle = (end) => make("span", { class: `handle ${end}`, role: "slider", tabindex: "0", "aria-label": word(`map_period_${end}`) });
  const ends = { since: handle("since"), until: handle("until") };
  const element = make("div", { class: "track" }, chart, span, ends.since, ends.until);
  let [all, window] = [null, null];
  let dragged = null;

  const percent = (time) => `${(100 * (time - all.since)) / (all.until - all.since)}%`;
  const timeAt = (x) => {
    const { left, width } = element.getBoundingClientRect();
    return all.since + ((x - left) / width) * (all.until - all.since);
  };
  function nearer(time) {
    return Math.abs(time - window.since) <= Math.abs(time - window.until) ? "since" : "until";
  }

  for (const [end, node] of Object.entries(ends)) {
    node.addEventListener("keydown", (event) => {
      const by = BY[event.key];
      if (by === undefined || !all) return;
      event.preventDefault();
      event.stopPropagation();
      const steps = Number.isFinite(by) ? by : Math.sign(by) * all.steps;
      asked(moved(window, all, event.shiftKey ? "window" : end, steps));
    });
  }
  element.addEventListener("pointerdown", (event) => {
    if (!all || event.button > 0) return;
    element.setPointerCapture(event.pointerId);
    const time = timeAt(event.clientX);
    const held = event.target.closest(".handle");
    const onSpan = !held && event.target === span;
    const end = held ? (held === ends.since ? "since" : "until") : nearer(time);
    dragged = onSpan ? { end: "window", since: time, before: window } : { end };
    (ends[end] ?? ends.since).focus({ preventScroll: true });
    if (!onSpan && !held) asked(put(window, all, end, time));
  });
  element.addEventListener("pointermove", ({ clientX }) => {
    if (!dragged) return;
    const time = timeAt(clientX);
    const by = dragged.end === "window" && Math.round((time - dragged.since) / all.step);
    asked(dragged.end === "window" ? moved(dragged.before, all, "window", by) : put(window, all, dragged.end, time));
  });
  for (const type of ["pointerup", "pointercancel"]) element.addEventListener(type, () => (dragged = null));

  return {
    element,
    /** New bars: `entries` [{time, level}]. */
    fill(scale, entries) {
      all = scale;
      const found = bars(entries, all);
      const most = Math.max(1, ...found.map(({ count }) => count));
      chart.replaceChildren(...found.map(({ count, level }) => {
        const bar = make("span", { class: count ? level : "none" });
        if (count) bar.style.height = `${Math.max(12, (100 * count) / most)}%`;
        return bar;
      }));
    },
    show(now) {
      window = now;
      Object.assign(span.style, { left: percent(now.since), right: `calc(100% - ${percent(now.until)})` });
      for (const [end, node] of Object.entries(ends)) {
        node.style.left = percent(now[end]);
        node.setAttribute("aria-valuemin", "0");
        node.setAttribute("aria-valuemax", String(all.steps));
        node.setAttribute("aria-valuenow", String(Math.round((now[end] - all.since) / all.step)));
        node.setAttribute("aria-valuetext", say(now[end], end));
      }
    },
  };
}
