// Whoever sends on a cut link learns it where they pressed: the form's [data-not-sent] shows until the form goes again,
// also when news of the alert draws the form anew meanwhile.
const FAILED = ["htmx:sendError", "htmx:timeout", "htmx:responseError"];
const lost = new Set(); // where the forms go whose last sending failed

function show() {
  for (const said of document.querySelectorAll("form [data-not-sent]")) {
    said.hidden = !lost.has(said.closest("form").getAttribute("action"));
  }
}

export function sayWhatIsNotSent() {
  // By address: a form that was drawn anew while its request was under way is no longer there to be asked.
  const note = (happened, what) =>
    document.addEventListener(happened, ({ detail: { requestConfig } }) => {
      if (requestConfig.verb === "post") what(requestConfig.path);
      show();
    });
  note("htmx:beforeRequest", (address) => lost.delete(address));
  for (const failed of FAILED) note(failed, (address) => lost.add(address));
  for (const drawn of ["htmx:afterSwap", "fragment:placed"]) document.addEventListener(drawn, show);
}
