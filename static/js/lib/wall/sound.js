// The sound of the wall: repeats what nobody answered, says truthfully whether it can be heard, and is armed by hand.
import { fill } from "../dom.js";
import { cornerOf } from "./corner.js";
import { keeping, muteLeft, stateOf } from "./kept.js";
import { player } from "./player.js";
import { proof } from "./proof.js";
import { rounds } from "./rounds.js";

const LOOK = 1000; // ms
const reduced = matchMedia("(prefers-reduced-motion: reduce)");

/** The unanswered critical and high alerts as the page holds them: others are silent. */
const alarmsIn = (body) =>
  [...body.querySelectorAll("#wall-alarms > :is([data-level=critical], [data-level=high])")].map(({ dataset: { number, level, exercise } }) => {
    return { number, level, isExercise: !["", "0", "false", undefined].includes(exercise?.toLowerCase()) };
  });

export function sound(body) {
  const corner = body.querySelector("[data-wall-sound]");
  if (!corner) return;
  const [kept, round, device] = [keeping(), rounds(), player(() => look())];
  let isLive = document.documentElement.dataset.truth !== "silent";
  let named = null; // numbers of critical alerts that were read out, or stood here when the page came

  function say(name) {
    const starts = device.say(name);
    if (starts !== null) corner.dataset.sounded = `${name} ${new Date(Date.now() + starts * 1000).toISOString()}`;
    return starts;
  }

  const does = {
    async arm() {
      kept.set({ choice: "on", isHeard: false, mutedUntil: 0 });
      hands.open(true);
      await device.wake();
      device.hush();
      round.begin(alarmsIn(body), Date.now(), test.begin());
      look();
    },
    heard: () => answer(true),
    unheard: () => answer(false),
    mute(ms) {
      if (kept.get().choice === "on") kept.set({ mutedUntil: ms && Date.now() + ms });
      look();
    },
    quiet() {
      kept.set({ choice: "quiet", mutedUntil: 0 });
      test.end();
      device.hush();
      look();
    },
  };
  does.unmute = () => does.mute(0);

  function answer(isHeard) {
    test.end();
    kept.set({ isHeard });
    look();
    hands.open(!isHeard); // what to do about it stands in the panel
  }

  const hands = cornerOf(corner, does);
  const test = proof(hands.panel, say, () => hands.open(false));

  function readOut(alarms) {
    const critical = alarms.filter(({ level }) => level === "critical");
    const news = named === null ? [] : critical.filter(({ number }) => !named.has(number));
    named = new Set(critical.map(({ number }) => number));
    const told = [["new", false], ["newExercise", true]].map(([key, isExercise]) => {
      const numbers = news.filter((one) => one.isExercise === isExercise).map(({ number }) => number);
      return numbers.length ? fill(corner.dataset[key], { numbers: numbers.join(", ") }) : "";
    });
    if (!news.length) return;
    hands.shout(told.join(" ").trim());
    hands.rest(); // its row stands where the panel is
  }

  function look() {
    const [now, alarms] = [Date.now(), alarmsIn(body)];
    const state = stateOf(kept.get(), { isRunning: device.isRunning(now), isReduced: reduced.matches, now });
    hands.show(state, muteLeft(kept.get(), now));
    readOut(alarms);
    if (["off", "quiet", "blocked"].includes(state)) return;
    round.due({ alarms, isLive, isMuted: state === "muted", now }).forEach(say);
  }

  document.addEventListener("wall:news", look);
  document.addEventListener("wall:truth", ({ detail }) => {
    isLive = detail.isLive;
    look();
  });
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => kept.get().choice === "on" && device.wake());
  reduced.addEventListener("change", look);
  if (kept.get().choice === "on") device.open(); // it may stay suspended until somebody presses something: "blocked"
  look();
  setInterval(look, LOOK);
}
