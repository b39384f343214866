// A form sent by a script: what hangs has failed, as with htmx (parts/htmx.html).
const ANSWER_WITHIN = 20000; // ms before a silent link counts as none

/** The hub's answer to the form, sent by `button` where there are several. Rejects where the link is cut or silent. */
export const post = (form, headers = {}, button = null) =>
  fetch(form.getAttribute("action") ?? location.href, { method: "POST", body: new FormData(form, button), headers, signal: AbortSignal.timeout(ANSWER_WITHIN) });
