// The proof: every tone once, its word marked as it sounds, and then the question whether anybody heard it.
import { lengthOf, PROOF } from "./tones.js";

const WAITS = 60_000; // ms for an answer; the panel then gives the wall its place back

/** `say(name)`: schedules a figure, in how many seconds it begins; `over()`: the question was not answered. */
export function proof(panel, say, over) {
  const ask = panel.querySelector("[data-sound-ask]");
  let timers = [];

  function mark(name) {
    for (const word of panel.querySelectorAll("[data-proof]")) {
      if (word.dataset.proof === name) word.setAttribute("aria-current", "true");
      else word.removeAttribute("aria-current");
    }
  }

  function end() {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    mark(null);
    ask.hidden = true;
  }

  const after = (seconds, act) => timers.push(setTimeout(act, seconds * 1000));

  /** Says how long it takes, in ms. */
  function begin() {
    end();
    let lasts = 0;
    for (const name of PROOF) {
      const starts = say(name);
      if (starts === null) continue;
      lasts = starts + lengthOf(name);
      after(starts, () => mark(name));
    }
    after(lasts + 0.3, () => {
      mark(null);
      ask.hidden = false;
      if (panel.contains(document.activeElement) || document.activeElement === document.body) ask.querySelector("button").focus();
      after(WAITS / 1000, () => (end(), over()));
    });
    return lasts * 1000;
  }

  return { begin, end };
}
