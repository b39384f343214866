// How true the page is, said in the same corner of each page: live, polling, or blind since a time.
import { word } from "./dom.js";

/** `link`: "live", "polling" or "blind"; `facts`: {seconds} between polls, {time} of the last word heard. */
export function showLink(link, facts) {
  const text = { live: word("live"), polling: word("polling", facts), blind: word("not_live", facts) }[link];
  document.documentElement.dataset.link = link;
  for (const lamp of document.querySelectorAll("[data-lamp]")) {
    lamp.dataset.lamp = link;
    lamp.lastElementChild.textContent = text;
  }
  for (const line of document.querySelectorAll("[data-lamp-text]")) line.textContent = text;
  document.querySelector("[data-state-line]")?.classList.toggle("off", link === "blind");
  const banner = document.querySelector("[data-blind]");
  if (banner.hidden === (link === "blind")) {
    banner.lastElementChild.textContent = word("not_live_long", facts);
    banner.hidden = link !== "blind";
  }
}
