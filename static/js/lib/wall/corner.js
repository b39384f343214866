// The corner of the wall that says what the sound does: its state in words, the panel behind it, and what is read out.
import { fill } from "../dom.js";
import { countdown, nextMute } from "./kept.js";

const STAYS = 20_000; // ms that the panel covers the wall when nobody touches it
const write = (element, text) => element.textContent !== text && (element.textContent = text);

/** `does`: what the buttons and keys do, by name. The words stand in the data attributes of `corner`. */
export function cornerOf(corner, does) {
  const [state, said, shouted] = ["state", "said", "shouted"].map((name) => corner.querySelector(`[data-sound-${name}]`));
  const [button, panel] = [corner.querySelector("[aria-expanded]"), corner.querySelector("[data-sound-panel]")];
  let closing;
  let left = 0;

  function open(is) {
    if (!is && panel.contains(document.activeElement)) button.focus();
    panel.hidden = !is;
    button.setAttribute("aria-expanded", String(is));
    clearTimeout(closing);
    if (is) closing = setTimeout(rest, STAYS);
  }

  /** Nobody is at it any more, unless the question still waits for its answer. */
  function rest() {
    clearTimeout(closing);
    if (panel.querySelector("[data-sound-ask]").hidden && !panel.querySelector("[aria-current]")) open(false);
    else closing = setTimeout(rest, STAYS);
  }

  function show(name, ms) {
    left = ms;
    const text = fill(corner.dataset[name], { left: countdown(ms) });
    write(state, text);
    if (corner.dataset.state === name) return;
    corner.dataset.state = name;
    const unmute = panel.querySelector("[data-sound-do=unmute]");
    if (name !== "muted" && unmute === document.activeElement) panel.querySelector("[data-sound-do|=mute]").focus();
    unmute.hidden = name !== "muted";
    write(said, text);
  }

  const doing = (name) => (does[name.split("-")[0]](Number(name.split("-")[1]) * 60_000), open(!panel.hidden));

  corner.addEventListener("click", ({ target }) => {
    const pressed = target.closest("button");
    if (!pressed) return;
    if (pressed.dataset.soundDo) return doing(pressed.dataset.soundDo);
    if (["off", "quiet", "blocked"].includes(corner.dataset.state)) does.arm();
    else open(panel.hidden);
  });
  const KEYS = { s: () => does.arm(), m: () => does.mute(nextMute(left)), q: () => does.quiet() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
    if (event.key === "Escape" && !panel.hidden) return open(false);
    KEYS[event.key.toLowerCase()]?.();
  });
  corner.hidden = false;
  return { open, rest, panel, show, shout: (text) => write(shouted, text) };
}
