// The board by keyboard: j k move, Enter opens, g map; acts and ? are of parts/moves.js. New rows wait in a line on top.
import { word } from "../lib/dom.js";

export function mount(split) {
  const waiting = new Map();
  const rows = () => [...document.querySelectorAll("#list [data-alert] > a")];
  const mapKey = document.querySelector("[data-map-toggle]");

  function move(step) {
    const all = rows();
    const from = all.indexOf(document.activeElement);
    const start = from >= 0 ? from : all.findIndex((link) => link.ariaCurrent);
    all[Math.min(all.length - 1, Math.max(0, start + step))]?.focus();
  }

  function toggleMap() {
    const shown = split.classList.toggle("on-map");
    document.getElementById("map-pane").hidden = !shown;
    mapKey.setAttribute("aria-pressed", String(shown));
    const address = new URL(location.href);
    if (shown) address.searchParams.set("map", "1");
    else address.searchParams.delete("map");
    history.replaceState(history.state, "", address);
    if (shown) document.dispatchEvent(new CustomEvent("list:changed"));
  }

  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    g: toggleMap,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select, [contenteditable], [data-move]")) return;
    if (!KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  mapKey.addEventListener("click", toggleMap);

  function mark(number) {
    for (const link of rows()) {
      const on = link.parentElement.dataset.number === number;
      link.parentElement.classList.toggle("on", on);
      if (on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    document.body.classList.toggle("has-open", Boolean(number));
    document.dispatchEvent(new CustomEvent("alert:selected", { detail: { number } }));
  }

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id === "alert" || detail.elt?.id === "alert") {
      if (split.classList.contains("on-map")) toggleMap();
      mark(document.getElementById("alert").dataset.number);
    }
  });
  document.addEventListener("alert:open", ({ detail }) => document.querySelector(`#row-${CSS.escape(detail.number)} > a`)?.click());

  function sayWaiting() {
    const line = document.querySelector("#list [data-waiting]");
    const what = [...waiting.values()].at(-1);
    line.hidden = waiting.size === 0;
    if (waiting.size) line.textContent = waiting.size === 1 ? word("new_alert", { what }) : word("new_alerts", { count: waiting.size });
  }

  document.addEventListener("row:waiting", ({ detail }) => {
    if (!detail.belongs) return;
    waiting.set(detail.id, detail.what);
    sayWaiting();
    const critical = detail.level === "critical";
    const voice = document.querySelector(critical ? "[data-shouted]" : "[data-said]");
    voice.textContent = word(critical ? "new_critical" : "new_alert", { what: detail.what });
  });
  document.addEventListener("fragment:placed", ({ detail }) => {
    if (!detail.element.matches("li")) return;
    mark(document.getElementById("alert")?.dataset.number ?? "");
    detail.element.classList.add("changed");
    setTimeout(() => detail.element.classList.remove("changed"), 2000);
  });

  split.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-waiting]")) return;
    waiting.clear();
    await window.htmx.ajax("GET", location.pathname + location.search, { target: "#list", swap: "outerHTML" });
    document.dispatchEvent(new CustomEvent("list:changed"));
    document.querySelector("#list [data-alert] > a")?.focus();
  });
}
