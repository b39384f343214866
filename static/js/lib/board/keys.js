// The board by keyboard. Acts and ? are of parts/moves.js: here they are first led to the row that has the focus, or
// to all that are chosen.
import { choose, chooseNone, count, isChoosing } from "./choose.js";
import { close, list, open, shown } from "./open.js";
import { showWaiting } from "./rows.js";

const ACTS = new Set([..."avdtmxerwhy"]);
const rowHere = () => document.activeElement.closest?.("#list .row, #list .storm, #more");
const place = (row) => row?.querySelector(":scope > a, .do a");

/** The row `step` further down from the one that has the focus or stands open; rows of storms count. */
function beside(step) {
  const here = rowHere() ?? list().querySelector(".row.on");
  if (!here) return list().querySelector(".row, .storm");
  let row = here;
  do row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  while (row && !place(row));
  return row ?? here;
}

function move(step, isChosen) {
  if (isChosen && rowHere()?.matches(".row")) choose(rowHere(), true);
  const row = beside(step);
  place(row)?.focus();
  if (row?.id === "more") place(row).click(); // the end is where it goes on
  if (isChosen && row?.matches(".row")) choose(row, true);
}

/** Who was told and who is silent: whom to call now. */
function call() {
  const told = document.querySelector("#alert .told")?.closest("section");
  told?.setAttribute("tabindex", "-1");
  told?.focus();
  told?.scrollIntoView({ block: "nearest" });
}

// What the map itself has open: its own keys put that away first.
const OF_THE_MAP = "#map-pane details[open], #map-pane .legs-box:not([hidden]), #map-pane .stack:not([hidden])";

function escape(split) {
  const isOnMap = split.classList.contains("on-map");
  if (!document.getElementById("moves").hidden || (isOnMap && document.querySelector(OF_THE_MAP))) return false;
  const panel = document.querySelector(".tools details[open]");
  if (panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  } else if (isChoosing()) chooseNone();
  else if (isOnMap) document.querySelector("[data-map-toggle]").click();
  else if (shown()) close();
  else return false;
  return true;
}

async function onRow(key, row) {
  if (!row.dataset.number || row.dataset.number === shown() || (await open(row.dataset.number))) {
    if (key === "c") call();
    else document.querySelector(`#alert [data-key="${key}"]`)?.click();
  }
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  J: () => move(1, true),
  K: () => move(-1, true),
  s: () => rowHere()?.matches(".row") && choose(rowHere()),
  u: showWaiting,
  g: () => document.querySelector("[data-map-toggle]").click(),
  "/": () => document.querySelector("#filters [name=text]").select(),
};

export function keys(split) {
  const sheet = document.querySelector("[data-keys-sheet]");
  document.addEventListener("click", ({ target }) => target.closest("[data-keys-open]") && sheet.showModal());

  function press(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return false;
    if (key === "Escape") return target.closest("[type=search]") ? (target.blur(), true) : escape(split);
    if (target.closest("input:not(.choose), textarea, select, [contenteditable], [data-move]")) return false;
    const row = rowHere()?.matches(".row") ? rowHere() : null;
    if (key === " " && target.matches("#list .row > a")) return (choose(row), true);
    if (count() && "amx".includes(key)) return (document.querySelector(`[data-together=${key}]`)?.click(), true);
    if (key === "c" || (ACTS.has(key) && row && row.dataset.number !== shown())) return (onRow(key, row ?? { dataset: {} }), true);
    return KEYS[key] ? (KEYS[key](), true) : false;
  }
  document.addEventListener(
    "keydown",
    (event) => {
      if (!press(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
