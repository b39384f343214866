// What was typed, kept on this device until it is received; the source's name and contact never are.
const LASTS = 7 * 24 * 3600 * 1000;

/** The typed answers as pairs, without what must not stay on a device. */
export function answers(form) {
  const sealed = new Set([...form.querySelectorAll("[data-sealed]")].map((field) => field.name));
  const leave = new Set([...sealed, "csrfmiddlewaretoken", "typed_at"]);
  return [...new FormData(form)].filter(([name, value]) => !leave.has(name) && value !== "");
}

export function keep(key, form, extra = {}) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), pairs: answers(form), ...extra }));
    return true;
  } catch {
    return false; // storage is full or forbidden: the page still holds everything
  }
}

export function kept(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    if (draft && Date.now() - draft.at < LASTS) return draft;
    localStorage.removeItem(key);
  } catch {
    // Unreadable is as good as none.
  }
  return null;
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}

function isTyped(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.defaultSelected) && !field.selectedOptions[0]?.defaultSelected;
  return field.type !== "hidden" && field.value !== field.defaultValue;
}

/** The names of what a person answered before the script had come, as happens on a slow link. */
export const typed = (form) => new Set([...form.elements].filter((field) => field.name && isTyped(field)).map(({ name }) => name));

/** Real or exercise, as it was said when it was typed: what was written before an exercise began is real, and what was
 * part of one that is over says so, and the hub asks. */
export function restoreStatus(form, pairs) {
  const said = new Map(pairs).get("status");
  const field = form.elements.status; // the choice while an exercise runs, else a hidden field
  if (field?.type === "hidden") field.value = said === "exercise" ? said : field.value;
  else if (field && said === "unasked") field.value = "actual";
}

/** Puts kept answers back into a form; not over those named in `own`, which are newer. */
export function restore(form, pairs, own = new Set()) {
  for (const [name, value] of pairs) {
    if (own.has(name)) continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else if (field.type !== "hidden" || name === "client_id") field.value = value;
    }
  }
}
