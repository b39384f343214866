// A form on a page of its own: where the link is cut, hangs or fails, the page stays with what was typed and says so,
// instead of the browser's page about it. Which of its buttons was pressed goes along. A form of one button has no room
// for the sentence: it stands on top of the page.
import { post } from "../lib/posted.js";

export function mount(form) {
  const said = form.querySelector("[data-not-sent]") ?? document.querySelector("[data-not-done]");

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.formMethod === "get") return; // looks something up, sends nothing
    event.preventDefault();
    const pressed = [...form.elements].filter(({ type, disabled }) => type === "submit" && !disabled);
    const hold = (is) => pressed.forEach((button) => (button.disabled = is));
    try {
      const answering = post(form, {}, event.submitter); // reads the form before its buttons are put off
      said.hidden = true;
      hold(true);
      const answer = await answering;
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.redirected) return location.assign(answer.url);
      show(await answer.text());
    } catch {
      said.hidden = false;
      hold(false);
      said.scrollIntoView({ block: "nearest" });
    }
  });
}

/** What came back takes the place of what stands there, and its fixed bar that of the other. */
function show(text) {
  const came = new DOMParser().parseFromString(text, "text/html");
  const fresh = came.getElementById("main");
  document.getElementById("main").replaceWith(fresh);
  document.querySelector("body > .foot")?.remove();
  fresh.after(came.querySelector("body > .foot") ?? "");
  document.body.className = came.body.className;
  document.title = came.title;
  fresh.dispatchEvent(new CustomEvent("page:drawn", { bubbles: true }));
  (fresh.querySelector("[data-errors]") ?? fresh).focus();
}
