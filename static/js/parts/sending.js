// A form on a page of its own: where the link is cut, hangs or fails, the page stays with what was typed and says so,
// instead of the browser's page about it. Which of its buttons was pressed goes along. A form of one button has no room
// for the sentence: it stands on top of the page. Where a file goes, [data-on-its-way] says so meanwhile.
import { post } from "../lib/posted.js";

const NAMED = { "X-Redirect": "named" }; // ewrr/common/http.py

export function mount(form) {
  const said = form.querySelector("[data-not-sent]") ?? document.querySelector("[data-not-done]");
  const onItsWay = form.querySelector("[data-on-its-way]");

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.formMethod === "get") return; // looks something up, sends nothing
    event.preventDefault();
    const pressed = [...form.elements].filter(({ type, disabled }) => type === "submit" && !disabled);
    const hold = (is) => {
      for (const button of pressed) button.disabled = is;
      if (onItsWay) onItsWay.hidden = !is;
    };
    try {
      const answering = post(form, NAMED, event.submitter); // reads the form before its buttons are put off
      said.hidden = true;
      hold(true);
      const answer = await answering;
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.headers.has("X-Location")) return go(new URL(answer.headers.get("X-Location"), location.href));
      show(await answer.text());
    } catch {
      said.hidden = false;
      hold(false);
      said.scrollIntoView({ block: "nearest" });
    }
  });
}

/** To the page, read afresh also where only the part after # differs. */
function go(to) {
  const isHere = to.href.split("#")[0] === location.href.split("#")[0];
  if (!isHere || !to.hash) return location.assign(to);
  history.replaceState(null, "", to);
  location.reload();
}

/** What came back takes the place of what stands there, and its fixed bar that of the other. */
function show(text) {
  const came = new DOMParser().parseFromString(text, "text/html");
  const fresh = came.getElementById("main");
  const known = [...document.styleSheets].map(({ href }) => href);
  document.head.append(...[...came.querySelectorAll("link[rel=stylesheet]")].filter(({ href }) => !known.includes(href)));
  document.getElementById("main").replaceWith(fresh);
  document.querySelector("body > .foot")?.remove();
  fresh.after(came.querySelector("body > .foot") ?? "");
  document.body.className = came.body.className;
  document.title = came.title;
  fresh.dispatchEvent(new CustomEvent("page:drawn", { bubbles: true }));
  (fresh.querySelector("[data-errors]") ?? fresh).focus();
}
