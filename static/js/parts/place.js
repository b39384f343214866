// "Where?" with a script: names of the gazetteer as one types, and "Here" from the phone's own position.
import { word } from "../lib/dom.js";

const WAIT = 250; // ms after the last letter
const POSITION = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };

export function mountPlace(form) {
  const input = form.querySelector("#place");
  const list = form.querySelector("[data-place-options]");
  const note = form.querySelector("[data-place-note]");
  const here = form.querySelector("[data-here]");
  let timer = null;
  let asked = "";

  async function suggest() {
    const text = input.value.trim();
    if (text === asked) return;
    asked = text;
    list.hidden = true;
    if (text.length < 2 || /^\d/.test(text)) return;
    try {
      const question = new URLSearchParams({ q: text, csrfmiddlewaretoken: form.csrfmiddlewaretoken.value });
      const answer = await fetch(form.dataset.places, { method: "POST", body: question });
      if (!answer.ok || answer.redirected || text !== asked) return;
      list.innerHTML = await answer.text(); // our own server's fragment, escaped there
      list.hidden = !list.firstElementChild;
    } catch {
      // No link: the words alone are accepted.
    }
  }

  function sure(code) {
    const choice = form.querySelector(`[name=precision][value=${code}]`);
    if (choice && !form.querySelector("[name=precision]:checked")) choice.checked = true;
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.hidden = true;
    if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      list.firstElementChild.focus();
    }
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-name]");
    if (!option) return;
    input.value = asked = option.dataset.name;
    list.hidden = true;
    sure("village");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });

  if (!navigator.geolocation || !isSecureContext) return;
  here.hidden = false;
  here.addEventListener("click", () => {
    note.hidden = false;
    note.textContent = word("here_wait");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        input.value = asked = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
        note.textContent = word("here_found", { metres: Math.round(coords.accuracy) });
        sure(coords.accuracy <= 200 ? "exact" : "near");
        input.dispatchEvent(new Event("input", { bubbles: true }));
      },
      () => void (note.textContent = word("here_failed")),
      POSITION,
    );
  });
}
