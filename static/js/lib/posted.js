// A form sent by a script: what hangs has failed, as with htmx (parts/htmx.html); a file takes longer than words.
const ANSWER_WITHIN = 20000; // ms before a silent link counts as none
const FILE_WITHIN = 600000; // ms, the same for a form with a file

/** The hub's answer to the form, sent by `button` where there are several. Rejects where the link is cut or silent:
 *  after the form's own data-within in ms, where it has one. */
export function post(form, headers = {}, button = null) {
  const patience = Number(form.dataset.within) || (form.enctype === "multipart/form-data" ? FILE_WITHIN : ANSWER_WITHIN);
  const body = new FormData(form, button);
  return fetch(form.getAttribute("action") || location.href, { method: "POST", body, headers, signal: AbortSignal.timeout(patience) });
}
