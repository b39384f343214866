// Several rows chosen at once, each as it was when it was chosen: if it changes meanwhile, the hub leaves it alone.
import { word } from "../dom.js";
import { list, rowOf } from "./open.js";

const chosen = new Map(); // number -> what is sent: number~version

let selecting = false; // by touch: a tap chooses

export const isSelecting = () => selecting;
export const isChoosing = () => chosen.size > 0 || selecting;
export const count = () => chosen.size;

export function choose(row, isOn = !chosen.has(row.dataset.number)) {
  const box = row.querySelector(".choose");
  if (!box) return;
  if (isOn) chosen.set(row.dataset.number, chosen.get(row.dataset.number) ?? box.value);
  else chosen.delete(row.dataset.number);
  show();
}

export function chooseNone() {
  chosen.clear();
  selecting = false;
  show();
}

/** The rows as they stand now, and the bar that counts them. Who is no longer in the list is no longer chosen. */
function show() {
  let changed = 0;
  for (const number of [...chosen.keys()]) if (!rowOf(number)?.querySelector(".choose")) chosen.delete(number);
  for (const box of document.querySelectorAll("#list .choose")) {
    const row = box.closest(".row");
    const value = chosen.get(row.dataset.number);
    box.dataset.now ??= box.value;
    box.checked = value !== undefined;
    box.value = value ?? box.dataset.now;
    const isOther = box.checked && box.value !== box.dataset.now;
    row.classList.toggle("chosen", box.checked);
    row.classList.toggle("other", isOther);
    changed += isOther;
  }
  list().classList.toggle("selecting", selecting);
  list().querySelector("[data-select]")?.setAttribute("aria-pressed", String(selecting));
  const bar = document.getElementById("together");
  if (!bar) return;
  const said = word(changed ? "chosen_changed" : "chosen", { n: chosen.size, changed });
  if (bar.querySelector("[data-chosen]").textContent !== said) bar.querySelector("[data-chosen]").textContent = said;
  for (const place of bar.querySelectorAll("[data-n]")) place.textContent = chosen.size;
  bar.querySelector("[data-together=m]").disabled = chosen.size < 2;
}

function came({ target, source, said }) {
  const sheet = target.closest("dialog");
  target.querySelector("[data-put-away]")?.addEventListener("click", () => sheet.close());
  if (target.querySelector("form[data-dismiss], [data-refused]")) {
    if (!sheet.open) sheet.showModal();
    target.querySelector("h2")?.focus();
    if (target.querySelector("[data-dismiss]")) return;
  } else {
    sheet.close();
    said(target.querySelector("h2")?.textContent ?? "");
  }
  if (source) chooseNone();
  document.dispatchEvent(new CustomEvent("hub:ask"));
}

async function send(event) {
  const form = event.target;
  const act = event.submitter?.value || "dismiss";
  const isBar = form.id === "together";
  if (!isBar && !form.matches("[data-dismiss]")) return;
  if (isBar && act === "join") return; // a page of its own
  event.preventDefault();
  const target = document.getElementById("acted");
  const before = target.firstElementChild;
  const said = (text) => {
    document.querySelector("[data-said]").textContent = text;
    const line = document.querySelector("[data-done]");
    line.textContent = text;
    setTimeout(() => line.textContent === text && (line.textContent = ""), 8000);
  };
  try {
    await window.htmx.ajax("POST", form.getAttribute("action"), { target, swap: "innerHTML", source: form, values: { act } });
  } catch {
    return said(word("not_done"));
  }
  if (target.firstElementChild === before) return said(word("not_done"));
  came({ target, source: form, said });
}

export function choosing() {
  document.addEventListener("change", ({ target }) => target.matches(".choose") && choose(target.closest(".row"), target.checked));
  document.addEventListener("reset", ({ target }) => target.id === "together" && setTimeout(chooseNone));
  document.addEventListener("submit", send);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-select]")) return;
    if (isChoosing()) return chooseNone();
    selecting = true;
    show();
  });
  for (const happened of ["list:drawn", "list:grown", "fragment:placed"]) document.addEventListener(happened, () => isChoosing() && show());
  show();
}
