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
  function look() {
    if (shown() === said) return;
    if (line()) line().hidden = true; // of the one before
    tell();
  }
  for (const news of ["alert:selected", "htmx:afterSwap", "fragment:placed"]) document.addEventListener(news, look);
  return {
    say: tell,
    heard: () => ((asked = true), ask()),
    isAsked: () => [asked, (asked = false)][0],
  };
}
