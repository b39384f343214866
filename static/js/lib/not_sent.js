// Whoever sends on a cut link learns it where they pressed: the form's [data-not-sent] shows until the form goes again,
// also when news of the alert draws the form anew meanwhile.
const lost = new Set(); // where the forms go whose last sending failed

function show() {
  for (const said of document.querySelectorAll("form [data-not-sent]")) {
    said.hidden = !lost.has(said.closest("form").getAttribute("action"));
  }
}

const isRefused = ({ status }) => status >= 400 && status !== 409 && status !== 422; // these two have a page to show

export function sayWhatIsNotSent() {
  // The request itself is asked, by address: what htmx tells a form that was drawn anew meanwhile reaches nobody.
  document.addEventListener("htmx:beforeRequest", ({ detail: { requestConfig, xhr } }) => {
    const address = requestConfig.path;
    if (requestConfig.verb !== "post") return;
    const fail = () => (lost.add(address), show());
    for (const failed of ["error", "timeout"]) xhr.addEventListener(failed, fail);
    xhr.addEventListener("load", () => isRefused(xhr) && fail());
    lost.delete(address);
    show();
  });
  for (const drawn of ["htmx:afterSwap", "fragment:placed"]) document.addEventListener(drawn, show);
}
