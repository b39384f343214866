// When to ask the change door: the first time at once, then at most once a second, one question in flight; with many
// boards each a little later than told, so that they do not all come at once; seldom while nobody sees the page.
import { pause } from "./socket.js";

export const AT_MOST_EVERY = 1000; // ms between questions
export const UNSEEN_EVERY = 15000; // the same, while the page is hidden

/** `question()` asks and takes the answer in, or throws: then it is asked again after a growing pause.
 *  Returns `ask(within)`: within so many ms from now, by chance; 0 or nothing: at once. */
export function asking(question, { random = Math.random, isHidden = () => document.hidden } = {}) {
  let isAsking = false;
  let askedAt = -Infinity;
  let next = null; // {timer, at}: the question that waits for its moment
  let again = null; // what was asked for meanwhile: within so many ms
  let failures = 0;

  function ask(within = 0) {
    if (isAsking) return void (again = Math.max(again ?? 0, within));
    const soonest = askedAt + (isHidden() ? UNSEEN_EVERY : AT_MOST_EVERY);
    at(Math.max(soonest, Date.now() + random() * within));
  }

  function at(moment) {
    if (next && next.at <= moment) return;
    clearTimeout(next?.timer);
    next = null;
    if (moment <= Date.now()) return void go();
    next = { at: moment, timer: setTimeout(go, moment - Date.now()) };
  }

  async function go() {
    next = null;
    isAsking = true;
    askedAt = Date.now();
    again = null;
    try {
      await question();
      failures = 0;
    } catch {
      failures += 1;
    }
    isAsking = false;
    if (failures) at(Date.now() + pause(failures - 1, random)); // a hint that got no answer is not told twice
    else if (again !== null) ask(again);
  }
  return ask;
}
