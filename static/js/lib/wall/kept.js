// What this display was told about its sound, kept through reloads, and what its state is truthfully called.
const KEY = "wall.sound";
export const LONGEST = 15 * 60_000; // ms; a mute that claims more was kept under a clock that has been set back

/** `choice`: "on", "quiet", or null when nobody has chosen; `isHeard`: somebody said so; `mutedUntil`: ms. */
const NOTHING = { choice: null, isHeard: false, mutedUntil: 0 };

export function keeping(store = globalThis.localStorage) {
  let kept = NOTHING;
  try {
    kept = { ...NOTHING, ...JSON.parse(store.getItem(KEY)) };
  } catch {
    // A browser that keeps nothing: the sound is off after each reload, and says so.
  }
  return {
    get: () => kept,
    set(change) {
      kept = { ...kept, ...change };
      try {
        store.setItem(KEY, JSON.stringify(kept));
      } catch {
        // It holds until the page is left.
      }
    },
  };
}

/** How long the mute still lasts, in ms; 0: it does not. */
export function muteLeft({ mutedUntil }, now) {
  const left = mutedUntil - now;
  return left > 0 && left <= LONGEST ? left : 0;
}

/** "off", "quiet", "blocked", "muted", "unheard" or "on". Only the last four may ever sound, "blocked" would like to.
 * `isRunning`: whether the browser lets tones out; `isReduced`: the display asks for less motion, so for less noise. */
export function stateOf(kept, { isRunning, isReduced, now }) {
  if (kept.choice !== "on") return kept.choice === "quiet" || isReduced ? "quiet" : "off";
  if (!isRunning) return "blocked";
  if (muteLeft(kept, now)) return "muted";
  return kept.isHeard ? "on" : "unheard";
}

/** 4:32, and never 0:00 while something is still left. */
export function countdown(ms) {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What the key for muting does next: five minutes, fifteen, none. In ms. */
export const nextMute = (left) => (left === 0 ? 5 * 60_000 : left <= 5 * 60_000 ? LONGEST : 0);
