// What the page of the wall does with its pieces: takes fresh ones over, marks what changed, keeps the times going.
import { renew } from "../pieces.js";
import { clock, now, tick } from "../times.js";

const TINTED = 2000; // ms for which a changed row is tinted
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** 241933ZNOV26, English in every language. */
export function dtg(ms) {
  const at = new Date(ms);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(at.getUTCDate())}${two(at.getUTCHours())}${two(at.getUTCMinutes())}Z${MONTHS[at.getUTCMonth()]}${two(at.getUTCFullYear() % 100)}`;
}

/** Rows whose words are not those of `before`: number -> words, without ages, which change by themselves. */
export const changed = (before, after) => [...after].filter(([number, words]) => before.get(number) !== words).map(([number]) => number);

const rows = () => [...document.querySelectorAll("#wall-queue [data-row]")];

function said() {
  const words = (row) => [...row.querySelectorAll(".t, .k, .yes, .s")].map((one) => one.textContent).join("|");
  return new Map(rows().map((row) => [row.dataset.number, words(row)]));
}

/** Puts the fragments of the door in their places. */
export function place(fragments) {
  const before = said();
  for (const { id, html } of fragments) {
    const element = document.getElementById(id);
    if (element) renew(element, html);
  }
  const fresh = new Set(changed(before, said()));
  const tinted = rows().filter((row) => fresh.has(row.dataset.number));
  for (const row of tinted) row.classList.add("is-fresh");
  setTimeout(() => tinted.forEach((row) => row.classList.remove("is-fresh")), TINTED);
}

/** Clocks always; ages only while the wall is true: `isTrue`. */
export function time(isTrue) {
  tick(document.querySelector(".top"));
  for (const shown of document.querySelectorAll("[data-dtg]")) if (shown.textContent !== dtg(now())) shown.textContent = dtg(now());
  if (!isTrue) return;
  tick(document.querySelector(".main"));
  for (const due of document.querySelectorAll("#wall-queue .o:not(.late) time[data-due]")) {
    if (Date.parse(due.dateTime) <= now()) due.closest(".o").classList.add("late");
  }
}

/** When the door last told that this is how things stand. */
export function checked(iso, zone) {
  const at = Date.parse(iso);
  for (const shown of document.querySelectorAll("[data-wall-checked]")) shown.textContent = clock(at, zone);
  for (const shown of document.querySelectorAll("[data-wall-heard]")) shown.textContent = dtg(at);
}

/** Whether nothing is critical, late or without an answer, by the last news and by the clock. */
export const isCalm = () => !document.querySelector("#wall-counts[data-red='1'], #wall-queue .late");

/** P prints the sheet; its ages are those of the moment. */
export function printing() {
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    print();
  });
  addEventListener("beforeprint", () => {
    tick(document.getElementById("wall-sheet"));
    time(false);
  });
}
