// From alert to alert while nothing is red: one after the other is shown enlarged, and none as soon as anything is.

export const EVERY = 12_000; // ms that one alert is shown

/** Which comes after `current`; the first after one that is gone, null where there is none. */
export const next = (numbers, current) => numbers[(numbers.indexOf(current) + 1) % numbers.length] ?? null;

/** `rows()`: numbers that may be shown; `isCalm()`: whether nothing asks to be looked at; `show(number)`, null: none.
 *  `check()` after each change stops at once; the next turn begins anew. */
export function rotation({ rows, isCalm, show, every = EVERY, tick = setInterval }) {
  let current = null;
  function turn(to) {
    if (to === current && to === null) return;
    current = to;
    show(to);
  }
  tick(() => turn(isCalm() ? next(rows(), current) : null), every);
  return {
    check() {
      if (current !== null) turn(isCalm() && rows().includes(current) ? current : null);
    },
  };
}
