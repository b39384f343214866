// Rows of the list that lie outside the period shown: grey, and said so; never hidden, for an alert must not disappear.
import { make, word } from "../dom.js";

/** `within(times)`: whether an alert with {received, happened} is shown. Rows that stay as they are are not touched. */
export function outside(rows, within) {
  const moment = (text) => (text ? Date.parse(text) : null);
  for (const row of rows) {
    const out = !within({ received: moment(row.dataset.received), happened: moment(row.dataset.event) });
    if (out === row.classList.contains("outside")) continue;
    row.classList.toggle("outside", out);
    const said = row.querySelector(".outside-said");
    if (out) row.querySelector("a")?.append(make("span", { class: "visually-hidden outside-said" }, ` (${word("map_outside")})`));
    else said?.remove();
  }
}
