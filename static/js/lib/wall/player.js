// Figures through the browser's own synthesiser, one after the other: no files, nothing overlaps, the real one first.
import { FIGURES, lengthOf } from "./tones.js";

const PAUSE = 0.35; // s between two figures
const SOFTLY = 0.012; // s in which a note comes and goes: without it there are clicks
const STILL = 5000; // ms after which a clock that does not move is no loudspeaker

/** `changed()` when the browser lets tones out, or no longer does. */
export function player(changed = () => {}, make = () => new AudioContext()) {
  let context = null;
  let waiting = []; // figures not yet over: {name, starts, ends, notes}
  let seen = null; // when the synthesiser's clock was last seen to move

  function open() {
    if (context) return;
    try {
      context = make();
      context.onstatechange = changed;
    } catch {
      context = null; // no sound in this browser: never running, so never called on
    }
  }

  /** To be called from a click or a key, else the browser refuses. */
  const wake = () => (open(), context?.resume().catch(() => {}));

  /** Whether tones come out as far as a page can know: the browser lets them, and the synthesiser's clock moves. */
  function isRunning(now) {
    if (context?.state !== "running") return (seen = null), false;
    if (context.currentTime !== seen?.time) seen = { time: context.currentTime, at: now };
    return now - seen.at < STILL;
  }

  function sound({ at, lasts, hz }, { wave, gain }, starts) {
    const [begins, ends] = [starts + at, starts + at + lasts];
    const note = new OscillatorNode(context, { type: wave, frequency: hz });
    const level = new GainNode(context, { gain: 0 });
    level.gain.setValueAtTime(0, begins);
    level.gain.linearRampToValueAtTime(gain, begins + SOFTLY);
    level.gain.setValueAtTime(gain, ends - SOFTLY);
    level.gain.linearRampToValueAtTime(0, ends);
    note.connect(level).connect(context.destination);
    note.onended = () => (note.disconnect(), level.disconnect());
    note.start(begins);
    note.stop(ends);
    return note;
  }

  function hush(some) {
    for (const { notes } of some) for (const note of notes) (note.stop(), note.onended());
    waiting = waiting.filter((one) => !some.includes(one));
  }

  /** Schedules a figure after those that wait; a real critical one in their place. Says in how many seconds it begins,
   * or null where it does not: nothing comes out, or the same figure waits already and says it too. */
  function say(name) {
    if (context?.state !== "running") return null;
    const now = context.currentTime;
    waiting = waiting.filter(({ ends }) => ends > now);
    if (name === "critical") hush(waiting.filter((one) => one.name !== name));
    if (waiting.some((one) => one.name === name && one.starts > now)) return null;
    const starts = Math.max(now + 0.03, ...waiting.map(({ ends }) => ends + PAUSE));
    const notes = FIGURES[name].notes.map((note) => sound(note, FIGURES[name], starts));
    waiting.push({ name, starts, ends: starts + lengthOf(name), notes });
    return starts - now;
  }

  return { open, wake, isRunning, say, hush: () => hush(waiting) };
}
