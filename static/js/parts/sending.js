// A form on a page of its own: where the link is cut, hangs or fails, the page stays with what was typed and says so,
// instead of the browser's page about it.
import { post } from "../lib/posted.js";

export function mount(form) {
  const said = form.querySelector("[data-not-sent]");
  const button = form.querySelector("button.main");
  if (!button) return; // something is to be chosen first

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.hidden = button.disabled = true;
    try {
      const answer = await post(form);
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.redirected) return location.assign(answer.url);
      show(await answer.text());
    } catch {
      said.hidden = button.disabled = false;
      said.scrollIntoView({ block: "nearest" });
    }
  });
}

/** What came back takes the place of what stands there. */
function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
  document.getElementById("main").replaceWith(fresh);
  fresh.dispatchEvent(new CustomEvent("page:drawn", { bubbles: true }));
  (fresh.querySelector("[data-errors]") ?? fresh).focus();
}
