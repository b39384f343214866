// Ages and clocks that tick: <time data-age>, <time data-due>, <span data-clock="Africa/Lubumbashi">.
import { word } from "./dom.js";

let ahead = 0; // the server's clock minus this device's, in ms

/** Takes the server's moment (ISO) as now: a phone's clock may be wrong. */
export function setNow(iso) {
  if (iso) ahead = Date.parse(iso) - Date.now();
}

export const now = () => Date.now() + ahead;

/** 40 s, 31 min, 1 h 44, 3 d 2 h: as the server writes it. `ms` below zero counts as zero. */
export function span(ms, say = word) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return say("seconds", { n: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say("minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return say("hours", { h: hours, m: String(minutes % 60).padStart(2, "0") });
  return say("days", { d: Math.floor(hours / 24), h: hours % 24 });
}

/** "19:52" in a zone. */
export function clock(ms, zone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(ms);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function tick(root = document) {
  const at = now();
  for (const time of root.querySelectorAll("time[data-age]")) write(time, span(at - Date.parse(time.dateTime)));
  for (const time of root.querySelectorAll("time[data-due]")) {
    const left = Date.parse(time.dateTime) - at;
    write(time, left > 0 ? word("in", { time: span(left) }) : word("late", { time: span(-left) }));
    time.closest(".owed")?.classList.toggle("late", left <= 0);
  }
  for (const shown of root.querySelectorAll("[data-clock]")) {
    const zulu = shown.dataset.clock === "Z";
    write(shown, zulu ? `${clock(at, "UTC").replace(":", "")}Z` : clock(at, shown.dataset.clock));
  }
}
