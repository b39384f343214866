// Filing with a script: the draft is kept, sending says truly where the alert is, and tries again by itself.
import { word } from "../lib/dom.js";
import { forget, keep, kept, restore, restoreStatus, typed } from "../lib/draft.js";
import { post } from "../lib/posted.js";
import { clock } from "../lib/times.js";
import { mountAlike } from "./alike.js";
import { mountPlace } from "./place.js";

const TRY_AGAIN = [5, 10, 20, 40, 60]; // seconds

export function mount(form) {
  const key = `draft:${form.dataset.person ?? ""}`;
  const progress = document.querySelector("[data-progress]");
  const state = document.querySelector("[data-filing-state]");
  const button = document.querySelector("[data-send]");
  let tries = 0;
  let timer = null;

  const draft = kept(key);
  const own = typed(form);
  // One that is being sent goes as it was: the hub may have it already.
  if (draft && !form.querySelector(".errors")) {
    restore(form, draft.pairs, draft.sending ? undefined : own);
    if (!own.has("status")) restoreStatus(form, draft.pairs);
  }
  form.typed_at.value = (draft?.sending && draft.typed_at) || "";
  mountPlace(form);
  if (!form.querySelector("[data-onto]")) mountAlike(form);
  count();
  if (draft?.sending) send();
  else if (own.size) keepTyped();

  form.addEventListener("input", keepTyped);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  addEventListener("online", () => timer && send());

  function answered(part) {
    const field = [...form.elements].filter((one) => one.name === part.dataset.answer);
    return field.some((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim()));
  }

  function keepTyped() {
    count();
    if (keep(key, form)) progress.textContent += `. ${word("kept_at", { time: clock(Date.now()) })}`;
  }

  function count() {
    const parts = [...form.querySelectorAll("[data-answer]")];
    progress.textContent = word("answered_of", { done: parts.filter(answered).length });
    for (const part of parts) {
      const chosen = [...part.querySelectorAll("[name=threat_types]:checked")].map((one) => one.parentElement.textContent.trim());
      if (part.dataset.answer === "threat_types") part.querySelector("[data-echo]").textContent = chosen.join(", ");
    }
  }

  async function send() {
    clearTimeout(timer);
    timer = null;
    form.typed_at.value ||= new Date().toISOString();
    keep(key, form, { sending: true, typed_at: form.typed_at.value });
    button.disabled = true;
    say(word("sending"));
    try {
      take(await post(form, { Accept: "application/json" }));
    } catch {
      waitAndTryAgain();
    }
  }

  async function take(answer) {
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (answer.ok && isOurs && !answer.redirected) {
      forget(key);
      form.reset(); // whoever comes back by the browser's own button begins a new one
      addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
      return location.assign((await answer.json()).receipt);
    }
    if (answer.status >= 500) return waitAndTryAgain();
    // Refused, or signed out meanwhile: the page itself says it best, with all that was typed.
    keep(key, form);
    HTMLFormElement.prototype.submit.call(form);
  }

  function waitAndTryAgain() {
    const seconds = TRY_AGAIN[Math.min(tries, TRY_AGAIN.length - 1)];
    tries += 1;
    button.disabled = false;
    say(`${word("on_this_phone")} ${word("next_try", { seconds })}`);
    timer = setTimeout(send, seconds * 1000);
  }

  function say(sentence) {
    state.hidden = false;
    state.lastElementChild.textContent = sentence;
    progress.textContent = sentence;
  }
}
