// What is written under a heading of a report saves itself: one request at a time, nothing lost. Without this script the
// form has its button.
import { word } from "../lib/dom.js";
import { post } from "../lib/posted.js";

const PAUSE = 1200; // ms of quiet before what was typed goes
const AGAIN = 8000; // ms before what did not arrive is tried once more

export function mount(form) {
  const field = form.elements.text;
  const said = form.querySelector("[data-saved]");
  const theirs = form.querySelector("[data-theirs]");
  let kept = field.defaultValue.replace(/\r\n?/g, "\n"); // what the hub has
  let timer;
  let isSending = false;
  let isOvertaken = !theirs.hidden; // two texts are there: the person puts them together and saves by the button

  const say = (sentence, isBad = false) => {
    said.textContent = sentence;
    said.classList.toggle("unsaved", isBad);
  };
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    clearTimeout(timer);
    if (isSending || (field.value === kept && !isOvertaken)) return;
    isSending = true;
    const text = field.value;
    try {
      const answer = await post(form, { Accept: "application/json" });
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.redirected) return location.assign(answer.url); // signed out meanwhile
      await take(answer, text);
    } catch {
      say(word("passage_not_saved"), true);
      soon(AGAIN);
    } finally {
      isSending = false;
    }
    if (field.value !== text && !isOvertaken) soon(PAUSE);
  }

  async function take(answer, text) {
    const told = await answer.json();
    if (answer.ok) {
      kept = text;
      isOvertaken = false;
      theirs.hidden = true;
      form.elements.revision.value = told.revision;
      return say(told.saved ? word("passage_saved", { time: told.saved }) : "");
    }
    say(told.message, true);
    if (told.code !== "overtaken") return;
    isOvertaken = true;
    form.elements.revision.value = told.revision;
    form.querySelector("[data-who]").textContent = told.who;
    form.querySelector("[data-text]").textContent = told.theirs;
    theirs.hidden = false;
  }

  field.addEventListener("input", () => {
    if (isOvertaken) return;
    say(word("passage_typing"));
    soon(PAUSE);
  });
  field.addEventListener("blur", () => isOvertaken || save());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  addEventListener("online", () => isOvertaken || save());
  if (field.value !== kept && !isOvertaken) soon(PAUSE); // typed before the script had come
  addEventListener("beforeunload", (event) => field.value !== kept && event.preventDefault());
}
