// The acts of the open alert: by key, and in a sheet that outlives every refresh of the alert. Escape puts a form away
// with what was typed; when somebody changes the alert meanwhile, the form says so.
import { make } from "../lib/dom.js";
import { writeNamesOnClick } from "../lib/naming.js";
import { carried, putBack, watchOver } from "../lib/unsent.js";

const FIELDS = "input:not([type=hidden]):checked, input:not([type=hidden]), select, textarea";

export function mount(sheet) {
  const places = new Map(); // address of the form -> where it stands
  const keys = document.querySelector("[data-keys-sheet]");
  const alert = () => document.getElementById("alert");
  const current = () => [...places].find(([, place]) => !place.hidden) ?? [];
  const isOpen = () => !sheet.hidden;
  writeNamesOnClick(sheet);
  const unsent = new Map(carried(sheet.dataset.person).map((form) => [form.path, form])); // until its form is opened

  async function open(path) {
    let place = places.get(path);
    if (!place) {
      place = make("div", { "data-move": path, hidden: true });
      places.set(path, place);
      sheet.append(place);
      await window.htmx.ajax("GET", path, { target: place, swap: "innerHTML" });
      if (!place.firstElementChild) {
        forget(place);
        return place.hasAttribute("data-cut") || location.assign(path); // the lamp says it, or the page itself
      }
      if (unsent.has(path)) putBack(place.querySelector("form"), unsent.get(path));
      unsent.delete(path);
    }
    if (!place.firstElementChild) return; // on its way
    for (const other of places.values()) other.hidden = other !== place;
    sheet.hidden = false;
    compare();
    const said = place.querySelector("[role=alert]:not([hidden])");
    look((!said && place.querySelector(FIELDS)) || place.querySelector("h2"));
  }

  /** Moves the focus within the sheet, which begins at its top, and nothing behind it. */
  function look(element) {
    element?.focus({ preventScroll: true });
    sheet.scrollTo(0, 0);
  }

  function putAway() {
    const [path] = current();
    sheet.hidden = true;
    (document.querySelector(`#alert a[href="${path}"]`) ?? alert()?.querySelector(".act .btn:not(.back)"))?.focus();
  }

  function forget(place) {
    places.delete(place.dataset.move);
    place.remove();
    if (!current().length) sheet.hidden = true;
  }

  /** Says in each form of the open alert whether the alert is another than the one that was looked at. */
  function compare() {
    const { version, number } = alert()?.dataset ?? {};
    for (const [path, place] of places) {
      const known = place.querySelector("[name=version]")?.value;
      const notice = place.querySelector("[data-changed]");
      if (notice && path.includes(`/${number}/`)) notice.hidden = known === version || !known;
      if (!path.includes(`/${number}/`) && !place.hidden) sheet.hidden = place.hidden = true;
    }
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (event.target.closest("[data-print]")) return print();
    const act = event.target.closest("#alert a[data-act]");
    const changed = event.target.closest("[data-see-changed]");
    const compared = event.target.closest("[data-compare]");
    if (compared) return event.preventDefault(), open(compared.getAttribute("href"));
    if (event.target.closest("[data-sheet-close]")) return putAway();
    if (!act && !changed) return;
    event.preventDefault();
    if (act) return open(act.getAttribute("href"));
    const place = changed.closest("[data-move]");
    const version = place.querySelector("[name=version]").value;
    window.htmx.ajax("GET", `${changed.getAttribute("href")}?version=${version}`, { target: place.querySelector("[data-since]"), swap: "innerHTML" }).then(compare);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && isOpen()) return putAway();
    if (event.target.closest("input, textarea, select, [contenteditable], [data-move]")) return;
    if (event.key === "?") return keys?.showModal();
    const act = document.querySelector(`#alert [data-key="${CSS.escape(event.key)}"]`);
    if (!act) return;
    event.preventDefault();
    act.click();
  });

  document.addEventListener("alert:moved", ({ target }) => {
    const place = target.closest?.("[data-move]");
    if (place) forget(place);
    alert()?.querySelector(".act .btn:not(.back):not([disabled])")?.focus();
    document.dispatchEvent(new CustomEvent("hub:ask"));
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.matches?.("[data-move]")) look(detail.target.querySelector("[data-errors], h2"));
    compare();
  });
  document.addEventListener("fragment:placed", compare);

  watchOver(sheet.dataset.person, () => {
    const standing = [...places].map(([path, place]) => ({ path, form: place.querySelector("form"), isOpen: isOpen() && !place.hidden }));
    return [...unsent.values(), ...standing.filter(({ form }) => form)];
  });
  const left = [...unsent.values()].find(({ path, isOpen }) => isOpen && path.includes(`/${alert()?.dataset.number}/`));
  if (left) open(left.path);
}
