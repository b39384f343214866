// Draws on the map what the list shows: <div data-part="map" data-list="#list" data-country="CD">{% leaflet_map "x" %}</div>.
import { json, make, word } from "../lib/dom.js";
import { blankMap, paper } from "../lib/paper.js";
import { letter, split } from "../lib/map/alerts.js";
import { corner, notes } from "../lib/map/corners.js";
import { draw } from "../lib/map/draw.js";

const chosenNow = () => document.getElementById("alert")?.dataset.number ?? null;

export function mount(element) {
  const container = element.querySelector(".leaflet-container-default") ?? element;
  if (!window.L || element.dataset.mounted) return null;
  element.dataset.mounted = "yes";
  const map = blankMap(container.id);
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", word("map_label"));
  L.control.zoom({ position: "topright", zoomInTitle: word("map_closer"), zoomOutTitle: word("map_farther") }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 140 }).addTo(map);
  const positions = json("positions", []).map((one) => ({ ...one, letter: letter(one.component) }));
  const state = { known: null, chosen: chosenNow(), letters: null, settled: false, fitted: false, alerts: [], positions };
  const legend = corner(map, "bottomleft");
  const note = element.parentElement.querySelector("[data-map-note]") ?? corner(map, "topleft");
  const gone = new AbortController();

  // Once, when list and paper are there; after that the view belongs to the person.
  function fit() {
    const { x: width, y: height } = map.getSize();
    const at = state.alerts.length ? state.alerts.map((one) => one.at) : positions.map(({ lat, lon }) => [lat, lon]);
    if (state.fitted || !width || !(at.length || state.letters?.home)) return;
    const tops = [...container.querySelectorAll(".leaflet-bottom")].map((corner) => corner.getBoundingClientRect().top);
    const foot = container.getBoundingClientRect().bottom - Math.min(...tops) + 16;
    const room = { paddingTopLeft: width > 600 ? [70, 50] : [40, 60], paddingBottomRight: [80, Math.min(foot, height / 3)] };
    state.fitted = at.length > 0 && state.settled;
    map.fitBounds(at.length ? L.latLngBounds(at) : state.letters.home, { ...room, maxZoom: 10, animate: false });
  }

  function redraw() {
    const held = container.contains(document.activeElement) ? document.activeElement.dataset.pin : null;
    const rows = document.querySelectorAll(`${element.dataset.list} [data-alert]`);
    const { placed, unplaced } = split([...rows].map((row) => row.dataset));
    const numbers = placed.map(({ number }) => number);
    const fresh = new Set(state.known ? numbers.filter((number) => !state.known.has(number)) : []);
    state.known = new Set(numbers);
    state.alerts = placed;
    fit();
    draw(map, state, { fresh, sprite: document.getElementById(`${container.id}-files`).dataset.sprite });
    notes(legend, note, state, unplaced);
    state.letters?.draw();
    if (held) container.querySelector(`[data-pin="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  function open(event) {
    const link = event.target.closest("[data-pin]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (map.dragging.moved()) return;
    const detail = { number: link.dataset.pin, href: link.getAttribute("href") };
    element.dispatchEvent(new CustomEvent("alert:open", { bubbles: true, detail }));
  }

  function choose({ detail }) {
    const number = detail?.number || null;
    if (number === state.chosen) return;
    state.chosen = number;
    redraw();
    const one = state.alerts.find((alert) => alert.number === number);
    if (one) map.panInside(one.at, { padding: [60, 60] });
  }

  function listen(target, type, act) {
    const whileHere = (event) => (element.isConnected ? act(event) : gone.abort());
    target.addEventListener(type, whileHere, { signal: gone.signal });
  }
  listen(container, "click", open);
  listen(container, "focusin", ({ target }) => {
    const pin = target.closest("[data-pin]");
    const one = pin && state.alerts.find(({ number }) => number === pin.dataset.pin);
    if (one && pin.matches(":focus-visible")) map.panInside(one.at, { padding: [40, 40] });
  });
  listen(document, "alert:selected", choose);
  listen(document, "list:changed", redraw);
  map.on("zoomend", redraw);
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (!state.fitted) redraw();
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
      redraw();
    });
  redraw();
  return map;
}
