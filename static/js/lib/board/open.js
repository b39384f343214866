// Opens an alert beside its list and closes it; each is a step of the browser's history.
import { address } from "./address.js";

let asking = null; // the element behind the request that is under way

export const list = () => document.getElementById("list");
export const shown = () => document.getElementById("alert")?.dataset.number ?? "";
export const rowOf = (number) => document.getElementById(`row-${number}`);
export const pages = () => Number(new URLSearchParams(location.search).get("pages")) || 1;

/** Shows in the list which alert stands open. */
export function mark(number = shown()) {
  for (const row of document.querySelectorAll("#list .row.on")) {
    row.classList.remove("on");
    row.querySelector("a").removeAttribute("aria-current");
  }
  const row = number ? rowOf(number) : null;
  row?.classList.add("on");
  row?.querySelector(":scope > a").setAttribute("aria-current", "true");
  document.body.classList.toggle("has-open", Boolean(number));
  document.dispatchEvent(new CustomEvent("alert:selected", { detail: { number } }));
}

/** Resolves to whether it stands open now. `isBack`: the address says so already. */
export async function open(number, { isBack = false } = {}) {
  if (asking) window.htmx.trigger(asking, "htmx:abort");
  const source = (asking = rowOf(number) ?? document.querySelector(".bar"));
  try {
    const path = document.querySelector(".split").dataset.alert.replace("NUMBER", encodeURIComponent(number));
    await window.htmx.ajax("GET", path, { target: "#alert", swap: "outerHTML", source });
  } catch {
    return false; // the link is cut: the lamp says so
  }
  if (asking === source) asking = null;
  if (shown() !== number) return false;
  if (!isBack) history.pushState({}, "", address(list().dataset.query, { open: number, pages: pages() }));
  mark(number);
  return true;
}

export function close({ isBack = false } = {}) {
  const number = shown();
  const empty = document.querySelector("[data-no-alert]").content.firstElementChild.cloneNode(true);
  document.getElementById("alert").replaceWith(empty);
  if (!isBack) history.pushState({}, "", address(list().dataset.query, { pages: pages() }));
  mark("");
  rowOf(number)?.querySelector(":scope > a").focus();
}
