// The rows as they come and go: new ones wait in a line on top, those that left stay struck until the list is drawn
// anew, further ones come near the end.
import { word } from "../dom.js";
import { address } from "./address.js";
import { list, mark, pages, rowOf, shown } from "./open.js";

const NEAR = "800px"; // to the end: further rows are fetched
const waiting = new Map(); // id -> what it is
let storms = new Set(); // told of in the news that is being taken

/** How many are shown, where not all are. */
export function recount() {
  const count = document.getElementById("list-count");
  const { all, most, whole } = count.dataset;
  const many = [...document.querySelectorAll("#list .storm")].reduce((sum, one) => sum + Number(one.dataset.storm), 0);
  const n = document.querySelectorAll("#list .row:not(.gone)").length + many;
  count.dataset.said ??= count.textContent;
  if (most) count.textContent = word("shown_of_many", { n, m: most });
  else if (n >= Number(all)) count.textContent = count.dataset.said;
  else count.textContent = whole ? word("found_of", { n, found: all, m: whole }) : word("shown_of", { n, m: all });
}

function sayWaiting() {
  const line = document.querySelector("#list [data-waiting]");
  const what = [...waiting.values()].at(-1);
  line.hidden = waiting.size === 0;
  if (waiting.size > 1) line.textContent = word("new_alerts", { count: waiting.size });
  else if (what) line.textContent = word(what.isStorm ? "new_storm" : "new_alert", { what: what.text });
}

function wait(fragment) {
  if (!fragment.belongs) return;
  const isStorm = fragment.id.startsWith("storm-");
  if (isStorm) storms.add(fragment.id);
  if (!fragment.behind) waiting.set(fragment.id, { text: fragment.what, isStorm });
  sayWaiting();
  const critical = fragment.level === "critical";
  const voice = document.querySelector(critical ? "[data-shouted]" : "[data-said]");
  if (critical || !fragment.behind) voice.textContent = word(critical ? "new_critical" : isStorm ? "new_storm" : "new_alert", { what: fragment.what });
}

/** Fetches the list as it is now; what waited stands in it and is pointed at. */
export async function showWaiting() {
  const news = [...waiting.keys()];
  if (!news.length) return;
  const path = location.pathname + address(list().dataset.query, { open: shown(), pages: pages() });
  await window.htmx.ajax("GET", path, { target: "#list", swap: "outerHTML", source: document.querySelector(".split") });
  mark();
  document.dispatchEvent(new CustomEvent("list:drawn"));
  const fresh = news.map((id) => document.getElementById(id)).filter(Boolean);
  fresh.forEach(tint);
  (fresh[0] ?? list()).querySelector(".rows a, a")?.focus();
}

function tint(row) {
  row.classList.add("changed");
  setTimeout(() => row.classList.remove("changed"), 2000);
}

function leave(row, sentence) {
  row.classList.add("gone");
  const said = document.createElement("p");
  said.className = "left";
  said.textContent = sentence;
  row.append(said);
}

function taken({ element, fragment }) {
  if (element.id === "list-count") {
    delete element.dataset.said;
    return recount();
  }
  if (!element.matches("#list li")) return;
  element.querySelector(":scope > .left")?.remove();
  if (element.matches(".storm")) return void storms.add(element.id);
  if (fragment.belongs === false) leave(element, word("not_in_list"));
  if (element.dataset.number === shown()) mark();
  tint(element);
}

/** After all fragments of one answer: storms that it no longer tells of are over. */
function settle() {
  for (const row of document.querySelectorAll("#list .storm:not(.gone)")) if (!storms.has(row.id)) leave(row, word("storm_over"));
  storms = new Set();
}

async function more(place) {
  if (place.dataset.asked) return;
  place.dataset.asked = "yes";
  const before = place.previousElementSibling;
  const wasHere = place.contains(document.activeElement);
  const link = place.querySelector("a");
  try {
    await window.htmx.ajax("GET", link.getAttribute("href"), { target: "#more", swap: "outerHTML", source: place });
  } catch {
    return delete place.dataset.asked; // the link is cut: the button is still there
  }
  history.replaceState(history.state, "", address(list().dataset.query, { open: shown(), pages: pages() + 1 }));
  if (wasHere) before?.nextElementSibling?.querySelector("a")?.focus();
  document.dispatchEvent(new CustomEvent("list:grown"));
}

/** After a reload the list stands where it stood; else at the row of the alert that is open. */
function comeBack() {
  const PLACE = "board-place";
  addEventListener("pagehide", () => sessionStorage.setItem(PLACE, JSON.stringify([location.search, list().querySelector(".rows").scrollTop])));
  const [search, top] = JSON.parse(sessionStorage.getItem(PLACE)) ?? [];
  if (search === location.search && top) list().querySelector(".rows").scrollTop = top;
  else rowOf(shown())?.scrollIntoView({ block: "nearest" });
}

export function keepRows() {
  let near = null;
  const asks = document.getElementById("asks");

  function drawn() {
    const end = document.getElementById("more");
    near?.disconnect();
    near = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && more(one.target)), {
      root: list().querySelector(".rows"), // the margin is the scroller's: the list is drawn anew, so is this
      rootMargin: `0px 0px ${NEAR} 0px`,
    });
    if (end) near.observe(end);
    asks.textContent = JSON.stringify({ held: end?.dataset.key ?? "" }); // what lies beyond is not news here
    recount();
    document.dispatchEvent(new CustomEvent("list:changed"));
  }
  document.addEventListener("list:drawn", () => (waiting.clear(), drawn()));
  document.addEventListener("list:grown", drawn);
  document.addEventListener("row:waiting", ({ detail }) => wait(detail));
  document.addEventListener("fragment:placed", ({ detail }) => {
    taken(detail);
    if (detail.element.id === "tabs") settle();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-waiting]")) showWaiting();
    const end = event.target.closest("#more a");
    if (!end || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    more(end.closest("#more"));
  });
  comeBack();
  drawn();
}
