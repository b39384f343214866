// Draws on the map what the list shows: <div data-part="map" data-list="#list" data-country="CD">{% leaflet_map "x" %}</div>.
// Further attributes, each optional: data-tools (the toolbar), data-layers and data-tiles (addresses), data-zone.
import { json, make, word } from "../lib/dom.js";
import { blankMap, paper } from "../lib/paper.js";
import { letter, split } from "../lib/map/alerts.js";
import { corner, frame, notes } from "../lib/map/corners.js";
import { draw } from "../lib/map/draw.js";
import { fitted } from "../lib/map/fitted.js";
import { memory } from "../lib/map/memory.js";
import { outside } from "../lib/map/outside.js";
import { slider } from "../lib/map/slider.js";
import { tools } from "../lib/map/tools.js";
import { units } from "../lib/map/units.js";
import { walk } from "../lib/map/walk.js";

const chosenNow = () => document.getElementById("alert")?.dataset.number || null;

export function mount(element) {
  const container = element.querySelector(".leaflet-container-default") ?? element;
  if (!window.L || element.dataset.mounted) return null;
  element.dataset.mounted = "yes";
  const map = blankMap(container.id);
  frame(map);
  const kept = memory({ tiles: false, wide: false });
  const positions = json("positions", []).map((one) => ({ ...one, letter: letter(one.component), call: one.call_sign }));
  const state = { known: null, chosen: chosenNow(), letters: null, settled: false, alerts: [], shown: [], unplaced: 0, positions, off: new Set(), names: () => [] };
  const legend = corner(map, "bottomleft");
  const pane = element.parentElement;
  const note = pane.querySelector("[data-map-note]") ?? corner(map, "topleft");
  const gone = new AbortController();
  const sprite = document.getElementById(`${container.id}-files`).dataset.sprite;
  const fit = fitted(map, state);
  const drawUnits = units(map, kept);
  const settle = walk(container);
  const band = pane.querySelector("[data-map-period]");
  const period = band && slider(band, element.dataset.zone, () => state.settled && filter());
  const rows = () => [...document.querySelectorAll(`${element.dataset.list} [data-alert]`)];
  const find = (number) => state.alerts.find((alert) => alert.number === number);
  const kit = "tools" in element.dataset ? tools(map, element, { kept, state, redraw: filter, chosen: () => find(state.chosen)?.at ?? null }) : null;

  function read() {
    const { placed, unplaced, all } = split(rows().map((row) => row.dataset));
    Object.assign(state, { alerts: placed, unplaced });
    period?.tell(all);
    filter();
  }

  /** What is shown of the list: by the period and by the ticks. */
  function filter() {
    state.off = new Set(["alerts", "circles", "positions"].filter((name) => !kept.has(name)));
    const within = (alert) => !period || period.inside(alert);
    state.shown = state.off.has("alerts") ? [] : state.alerts.filter(within);
    state.positions = state.off.has("positions") ? [] : positions;
    if (period) outside(rows(), within);
    drawUnits();
    redraw();
  }

  function redraw() {
    const held = container.contains(document.activeElement) ? document.activeElement : null;
    const numbers = state.shown.map(({ number }) => number);
    const fresh = new Set(state.known ? numbers.filter((number) => !state.known.has(number)) : []);
    state.known = new Set(state.alerts.map(({ number }) => number));
    fit();
    draw(map, state, { fresh, sprite });
    notes(legend, note, state, state.unplaced);
    state.letters?.draw();
    settle();
    if (held && !held.isConnected) (container.querySelector(`[data-pin="${CSS.escape(held.dataset.pin ?? "")}"]`) ?? container).focus({ preventScroll: true });
  }

  function open(event) {
    const link = event.target.closest("[data-pin]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (map.dragging.moved()) return;
    if (kit?.measures(find(link.dataset.pin)?.at)) return;
    const detail = { number: link.dataset.pin, href: link.getAttribute("href") };
    element.dispatchEvent(new CustomEvent("alert:open", { bubbles: true, detail }));
  }

  function choose({ detail }) {
    const number = detail?.number || null;
    if (number === state.chosen) return;
    state.chosen = number;
    redraw();
    const one = find(number);
    if (one) map.panInside(one.at, { padding: [60, 60] });
  }

  function listen(target, type, act) {
    const whileHere = (event) => (element.isConnected ? act(event) : (period?.stop(), gone.abort()));
    target.addEventListener(type, whileHere, { signal: gone.signal });
  }
  listen(container, "click", open);
  listen(container, "focusin", ({ target }) => {
    const one = target.dataset.pin && target.matches(".pin:focus-visible") && find(target.dataset.pin);
    if (one) map.panInside(one.at, { padding: [40, 40] });
  });
  listen(document, "alert:selected", choose);
  listen(document, "list:changed", read);
  map.on("moveend", redraw);
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (!fit.isDone()) redraw();
  }).observe(container);
  paper(map, { home: element.dataset.country })
    .then(
      (letters) => (state.letters = letters),
      () => {
        container.classList.add("is-bare");
        container.append(make("p", { class: "map-fault", role: "status" }, word("map_no_base")));
      },
    )
    .then(() => {
      state.settled = true;
      map.fire("paper");
      read();
    });
  read();
  return map;
}
