// What the wall sounds like: each figure a few notes. An exercise has a softer timbre, other intervals, and two short
// pips before it, so that it is told from the real thing also by whoever cannot name a timbre.
const SHARP = { wave: "sawtooth", gain: 0.45 }; // many overtones: small loudspeakers carry it
const SOFT = { wave: "triangle", gain: 0.9 };
const PIPS = [
  { at: 0, lasts: 0.07, hz: 1568 },
  { at: 0.14, lasts: 0.07, hz: 1568 },
];

/** By name: timbre, and notes as {at, lasts} in seconds from its beginning, {hz}. */
export const FIGURES = {
  critical: {
    ...SHARP,
    notes: [
      { at: 0, lasts: 0.42, hz: 880 },
      { at: 0.48, lasts: 0.7, hz: 587 },
    ],
  },
  high: { ...SHARP, notes: [{ at: 0, lasts: 0.5, hz: 740 }] },
  "exercise-critical": {
    ...SOFT,
    notes: [...PIPS, { at: 0.36, lasts: 0.42, hz: 1047 }, { at: 0.84, lasts: 0.7, hz: 523 }],
  },
  "exercise-high": { ...SOFT, notes: [...PIPS, { at: 0.36, lasts: 0.5, hz: 784 }] },
  silent: { wave: "square", gain: 0.35, notes: [{ at: 0, lasts: 1.4, hz: 147 }] },
};

/** What arming plays, in the order of the words on the page. */
export const PROOF = ["critical", "high", "exercise-critical", "silent"];

/** How long a figure takes, in seconds. */
export const lengthOf = (name) => Math.max(...FIGURES[name].notes.map(({ at, lasts }) => at + lasts));
