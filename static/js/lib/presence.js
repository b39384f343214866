// Who else looks at the open alert: the page says which one it shows, and asks who is there when it hears of somebody.

/** `say(what)` to the socket, `ask()` the change door; `isAsked()`: whether the next question is also about that. */
export function presence(say, ask) {
  const shown = () => document.getElementById("alert")?.dataset.number ?? "";
  const line = () => document.getElementById("looking");
  let said = null;
  let asked = false;

  function tell() {
    said = shown();
    say({ t: "look", number: said });
  }
  /** Above the bar of acts, which on a phone has more than one line. */
  function rise() {
    const bar = document.querySelector("#alert .act");
    if (bar && line()) line().style.bottom = `${innerHeight - bar.getBoundingClientRect().top + 8}px`;
  }
  function look() {
    rise();
    if (shown() === said) return;
    if (line()) line().hidden = true; // of the one before
    tell();
  }
  for (const news of ["alert:selected", "htmx:afterSwap", "fragment:placed"]) document.addEventListener(news, look);
  addEventListener("resize", rise);
  return {
    say: tell,
    heard: () => ((asked = true), ask()),
    isAsked: () => [asked, (asked = false)][0],
  };
}
