// When the wall sounds, and what: plain values in, names of figures out; no clock and no loudspeaker of its own.
const AGAIN = 30_000; // ms until what nobody answered sounds again
const LOW_AGAIN = 60_000; // between two low tones of a wall that is not live
const APART = 5_000; // a flood of new high alerts is no siren

const keyOf = ({ number, level }) => `${number} ${level}`; // a level that rose is news
const nameOf = ({ level, isExercise }) => (isExercise ? `exercise-${level}` : level);
const isCritical = ({ level }) => level === "critical";

/** The worst of the real alerts, and after it the worst of the exercise's: never more than two figures. */
export function said(alarms) {
  const kinds = [alarms.filter((one) => !one.isExercise), alarms.filter((one) => one.isExercise)];
  return kinds.map((some) => some.find(isCritical) ?? some[0]).filter(Boolean).map(nameOf);
}

/** Remembers what was heard. `due(…)` says what is to sound at this moment, and takes it as heard. */
export function rounds() {
  let heard = new Set();
  let roundAt = -Infinity;
  let lowAt = null; // null while the wall is live

  function takeAsHeard(alarms) {
    for (const one of alarms) heard.add(keyOf(one));
  }

  /** `alarms`: all unanswered, [{number, level, isExercise}]; `now` in ms. While muted only what is new sounds, once:
   * a critical alert, and that the wall is no longer live. */
  function due({ alarms, isLive, isMuted, now }) {
    const here = new Set(alarms.map(keyOf));
    heard = new Set([...heard].filter((key) => here.has(key)));
    if (now < roundAt) roundAt = -Infinity; // the display's clock was set back
    const unheard = alarms.filter((one) => !heard.has(keyOf(one)));
    const news = unheard.filter(isCritical);
    const since = now - roundAt;
    const isRound = alarms.length > 0 && (news.length > 0 || since >= (unheard.length ? APART : AGAIN));
    const told = isMuted ? news : isRound ? alarms : [];
    takeAsHeard(told);
    if (isRound && !isMuted) roundAt = now;
    return [...said(told), ...low(isLive, isMuted, now)];
  }

  function low(isLive, isMuted, now) {
    if (isLive) lowAt = null;
    if (lowAt !== null && now < lowAt) lowAt = -Infinity;
    if (isLive || (lowAt !== null && (isMuted || now - lowAt < LOW_AGAIN))) return [];
    lowAt = now;
    return ["silent"];
  }

  /** Whoever arms the sound looks at the wall: what stands there sounds first after `ms`, when the proof is over. */
  function begin(alarms, now, ms) {
    takeAsHeard(alarms);
    roundAt = now - AGAIN + ms;
    lowAt = now - LOW_AGAIN + ms;
  }

  return { due, begin };
}
