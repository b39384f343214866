// By keyboard from pin to pin: one stop of the Tab key for all of them, arrows to the nearest in a direction.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Of `others` ([x, y] each) the nearest that lies rather in that direction than aside; -1 where none does. */
export function towards([x, y], [dx, dy], others) {
  let [best, least] = [-1, Infinity];
  others.forEach(([ox, oy], at) => {
    const [along, aside] = [(ox - x) * dx + (oy - y) * dy, Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx)];
    if (along <= 0 || aside > along * 1.5) return;
    const far = along + aside * 2;
    if (far < least) [best, least] = [at, far];
  });
  return best;
}

const WORST = [".is-on", ".critical", ".high", ".medium", ""];

/** Gives `settle`, to be called once pins were drawn: exactly one of them can be reached by Tab. */
export function walk(container) {
  const pins = () => [...container.querySelectorAll(".pin")];
  function stop(pin) {
    for (const other of container.querySelectorAll('.pin[tabindex="0"]')) other.tabIndex = -1;
    if (pin) pin.tabIndex = 0;
  }
  const first = () => WORST.map((level) => container.querySelector(`.pin${level}`)).find(Boolean);
  const middle = (pin) => {
    const { left, top, width, height } = pin.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  container.addEventListener("focusin", ({ target }) => target.classList.contains("pin") && stop(target));
  container.addEventListener("keydown", (event) => {
    const pin = event.target.closest(".pin");
    const way = WAYS[event.key];
    if (!pin || !way) return;
    event.preventDefault();
    event.stopPropagation();
    const all = pins().filter((other) => other !== pin);
    all[towards(middle(pin), way, all.map(middle))]?.focus();
  });
  return () => {
    if (container.querySelectorAll('.pin[tabindex="0"]').length !== 1) stop(first());
  };
}
