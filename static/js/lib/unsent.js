// What was typed into a form is kept: through a cut link, a reload of the page, a session that ended; in this tab, for
// the same person only, and only once.
import { answers, restore } from "./draft.js";

const KEY = "moves:unsent";
const isForm = (target) => target?.matches?.("[data-move]");

/** Watches over the forms in [data-move]. `typed()`: of each that has its text, {path, form, isOpen}; what was carried
 * here and not been put back yet may stand among them as it is. */
export function watchOver(person, typed) {
  function takeAlong() {
    const forms = typed().map(({ form, ...known }) => (form ? { ...known, version: form.elements.version.value, pairs: answers(form) } : known));
    if (forms.length) sessionStorage.setItem(KEY, JSON.stringify({ person, forms }));
  }

  document.addEventListener("page:leaving", takeAlong);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, pathInfo } = event.detail;
    if (!isForm(target) || new URL(xhr.responseURL).pathname === pathInfo.requestPath.split("?")[0]) return;
    event.preventDefault(); // sent on to the sign-in page
    takeAlong();
    location.reload();
  });
  for (const failed of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failed, ({ detail: { target } }) => {
      if (isForm(target)) target.toggleAttribute("data-cut", failed !== "htmx:responseError");
    });
  }
}

/** What was carried here for `person`, [{path, version, pairs, isOpen}]; it is not kept any longer. */
export function carried(person) {
  const unsent = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  return unsent?.person === person ? unsent.forms : [];
}

/** Puts it into the fresh form, which then knows the alert as it was looked at. */
export function putBack(form, unsent) {
  restore(form, unsent.pairs);
  form.elements.version.value = unsent.version;
}
