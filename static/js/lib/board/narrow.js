// Another tab, a filter set or taken away, words looked for: the list is fetched anew and the address says which it is.
import { address, isAsked, listOf, queryOf } from "./address.js";
import { close, list, mark, open, shown } from "./open.js";

const PAUSE = 300; // ms without a further letter
const form = () => document.getElementById("filters");
const kept = () => document.querySelector(".views [data-asks]");

/** Where the screen shows the list or the alert, and it is the alert. */
const isBehindAlert = () => Boolean(shown()) && !list().checkVisibility() && !document.querySelector(".split.on-map");

/** `step`: "push", "replace", or null where the address says it already. */
async function go(query, step = "push", isTyped = false) {
  const was = document.activeElement;
  const wasInside = list().contains(was);
  if (isBehindAlert()) close({ isBack: true }); // the step that follows says so
  const open = shown();
  try {
    const path = location.pathname + address(query, { open });
    await window.htmx.ajax("GET", path, { target: "#list", swap: "outerHTML", source: document.querySelector(".bar") });
  } catch {
    return; // the link is cut: the lamp says so
  }
  const now = list().dataset.query;
  if (step) history[`${step}State`]({}, "", address(now, { open }));
  sync(now, isTyped);
  if (open) mark(open);
  if (wasInside) list().querySelector(".rows a")?.focus();
  document.dispatchEvent(new CustomEvent("list:drawn"));
  document.querySelector("[data-said]").textContent = document.getElementById("list-count").textContent;
}

/** The form, the counts on its buttons and the kept lists say what the list is. */
function sync(query, isTyped = false) {
  const asked = new URLSearchParams(query);
  for (const field of form().elements) {
    if (field.type === "checkbox") field.checked = (asked.get(field.name) ?? "").split(",").includes(field.value);
    else if (field.name && !(isTyped && field === document.activeElement)) field.value = asked.get(field.name) ?? "";
  }
  if (kept()) kept().value = query;
  for (const link of document.querySelectorAll(".views [data-narrow]")) {
    if (listOf(link.search) === listOf(query)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  count(asked);
}

function count(asked) {
  const of = (name) => (asked.get(name) ? asked.get(name).split(",").length : 0);
  const sum = (names) => names.split(" ").reduce((total, name) => total + of(name), 0);
  const more = sum("kind state from until");
  for (const place of form().querySelectorAll("[data-set]")) {
    const name = place.dataset.set;
    const all = more + sum("level component area");
    place.textContent = (name === "all" ? all : name === "more" ? more : of(name)) || "";
  }
}

export function narrowing() {
  let waiting = 0;
  let typed = false; // the last step was made by typing: the next letter makes no further one
  const submit = (isTyped) => {
    const query = queryOf(new FormData(form()));
    if (listOf(query) !== listOf(list().dataset.query)) go(query, isTyped && typed ? "replace" : "push", isTyped);
    typed = isTyped;
  };
  const away = () => {
    for (const panel of document.querySelectorAll(".tools details[open]")) panel.open = false;
  };

  form().addEventListener("change", ({ target }) => target.type !== "search" && submit(false));
  form().addEventListener("input", ({ target }) => {
    clearTimeout(waiting);
    if (target.type === "search" && isAsked(target.value)) waiting = setTimeout(submit, PAUSE, true);
  });
  form().addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    submit(false);
    away();
    document.getElementById("facets").hidePopover?.();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".tools details")) away();
    const link = event.target.closest(".tabs a, a[data-narrow]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    typed = false;
    away();
    go(link.search.slice(1));
  });
  addEventListener("popstate", async () => {
    if (listOf(location.search) !== listOf(list().dataset.query)) await go(location.search.slice(1).replace(/&?(open|pages)=[^&]*/g, ""), null);
    const number = new URLSearchParams(location.search).get("open") ?? "";
    if (number && number !== shown()) open(number, { isBack: true });
    if (!number && shown()) close({ isBack: true });
  });
  sync(list().dataset.query);
}
