// Whether something is pressed just now. A browser gives a press to the element on which it began: one that is drawn
// anew before the finger lifts loses it without a word. So whoever draws anew waits until it is let go.

export const AT_MOST = 5000; // ms for which a press holds anything back: who keeps a button down still gets the news
export const CLICK = 50; // ms from the lifted finger until its click has surely come

const PRESSED = "a, button, label, summary";

/** Watches over `page`, a document. Returns `released()`: a promise kept at once, or as soon as what is pressed is let go. */
export function pressing(page) {
  let held = null; // the promise, while something is pressed
  let release;
  let timer;

  function letGoIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => (release(), (held = null)), ms);
  }
  function hold({ target }) {
    if (!target.closest?.(PRESSED)) return;
    held ??= new Promise((done) => (release = done));
    letGoIn(AT_MOST);
  }
  const lift = () => held && letGoIn(CLICK);

  page.addEventListener("pointerdown", hold, true);
  for (const end of ["pointerup", "pointercancel"]) page.addEventListener(end, lift, true);
  page.addEventListener("keydown", (event) => event.key === " " && !event.repeat && hold(event), true);
  page.addEventListener("keyup", (event) => event.key === " " && lift(), true);
  return () => held ?? Promise.resolve();
}
