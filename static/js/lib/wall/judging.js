// Whether the wall may be believed, judged by what was heard of when: no page, no network, no clock of its own.
//
// A beat comes each 5 s by the socket, and an answer of the pages' door at least each 8 s. Each part but the watch gives a
// sign of life each 5 s or so, the watch each 10. From these follow the limits: what dies is told within 30 s, what is
// only late is not. Once silent, a part must be younger than `again` to be believed: nothing flickers.
const WITHIN = {
  stream: { silent: 18, again: 18 },
  pages: { silent: 20, again: 20 },
  database: { silent: 12, again: 8 },
  worker: { silent: 20, again: 12 },
  sender: { silent: 20, again: 12 },
  beat: { silent: 20, again: 12 },
  sweep: { silent: 20, again: 12 },
  watch: { silent: 18, again: 15 },
  redis: { silent: 22, again: 22 },
  clock: { silent: 20, again: 15 },
};
const WATCH_BY_WORKER = { silent: 60, again: 50 }; // it steps in for a dead sweep, and takes its time
const FAILED_FOR = 12; // s without an answer of the pages, the last question having failed
const FRESH = 8; // s: a report whose database is older says nothing of the parts
const A_ROUND = 8; // s by which Redis is older than the watch's last round: that round did not reach it
const CALM = 3; // s without anything silent before the wall is live again
const age = (value) => value ?? Infinity; // never seen

/** `at`: {steady, date}, s: the page's steady clock and the device's. Gives heard(kind, message, at), failed(at),
 *  away(at) (the door says that the database is), and verdict(at): {isLive, kind, silent, unheard, ages, since, heard}.
 *  `silent`: parts, gravest first; `ages`: part -> s; `since`: s for which holds what the headline says; `heard`: s ago. */
export function judging(at) {
  let life = 0; // s that passed here, sleep included
  let last = at;
  let bad = -Infinity; // when something was last silent
  let told = null; // the last verdict that was not live
  let flagged = new Set();
  const heardAt = { socket: 0, door: 0 };
  const reports = {};
  const state = { hasFailed: false, isAway: false, databaseAt: 0, off: 0 };

  function pass(now) {
    life += Math.max(now.steady - last.steady, now.date - last.date, 0);
    last = now;
  }

  function heard(kind, message, now) {
    pass(now);
    heardAt[kind] = life;
    if (kind === "door") Object.assign(state, { hasFailed: false, isAway: false });
    if (!message?.ages) return;
    reports[kind] = { at: life, ages: message.ages, rings: message.rings ?? [] };
    if (message.ages.database !== null) state.databaseAt = Math.max(state.databaseAt, life - message.ages.database);
    if (message.now) state.off = Math.abs(Date.parse(message.now) / 1000 - now.date);
  }

  const failed = (now) => (pass(now), (state.hasFailed = true));
  const away = (now) => (heard("door", null, now), (state.isAway = true));

  /** Silent parts with their seconds, and those of which nothing can be told. */
  function look() {
    const silent = {};
    const unheard = new Set();
    const weigh = (part, seconds, within = WITHIN[part]) => {
      if (seconds > (flagged.has(part) ? within.again : within.silent)) silent[part] = seconds;
    };
    const doorFor = life - heardAt.door;
    weigh("stream", life - heardAt.socket);
    weigh("pages", state.hasFailed && doorFor > FAILED_FOR ? Infinity : doorFor);
    if (silent.pages) silent.pages = doorFor;
    const isCut = silent.stream && silent.pages; // what was heard before is no news of anything
    const fresh = isCut ? [] : Object.values(reports).filter((report) => life - report.at <= WITHIN.stream.silent);
    const isBeating = life - (reports.socket?.at ?? -Infinity) <= FRESH; // else nobody says how old it is
    if (isBeating || state.isAway) weigh("database", life - state.databaseAt);
    if (silent.database && silent.pages) (delete silent.pages, unheard.add("pages"));
    if (!silent.database && !fresh.length) unheard.add("database");
    if (fresh.length) weigh("clock", state.off);
    else unheard.add("clock");
    const best = fresh.filter((report) => age(report.ages.database) <= FRESH).sort((a, b) => b.at - a.at)[0];
    if (best && !silent.database) parts(best, weigh, silent, unheard);
    else for (const part of ["worker", "sender", "beat", "sweep", "watch", "redis"]) unheard.add(part);
    return { silent, unheard };
  }

  function parts({ ages, rings }, weigh, silent, unheard) {
    weigh("sweep", age(ages.sweep));
    weigh("watch", age(ages.round), "sweep" in silent ? WATCH_BY_WORKER : WITHIN.watch);
    const isUnreached = age(ages.redis) - (ages.round ?? 0) > A_ROUND;
    if ("watch" in silent) unheard.add("redis");
    else if (isUnreached) weigh("redis", age(ages.redis));
    // Beat and sweep wake worker and sender: with both away these are idle, and cannot be told from dead ones.
    const isUnwoken = ["sweep", "worker", "sender"].every((part) => age(ages[part]) > WITHIN[part].again);
    for (const part of ["worker", "sender", "beat"]) {
      if (isUnreached && !unheard.has("redis")) unheard.add(part); // heard of through it alone
      else if (isUnwoken && part !== "beat") unheard.add(part);
      else if (part === "beat" && "worker" in silent) unheard.add(part);
      else weigh(part, age(ages[part]));
    }
    for (const ring of rings) silent[ring] = age(ages.watch);
  }

  /** Seconds since each part was seen, as far as the last report knows. */
  function ages() {
    const last = Object.values(reports).sort((a, b) => b.at - a.at)[0];
    const grown = Object.entries(last?.ages ?? {}).map(([part, seconds]) => [part, age(seconds) + life - last.at]);
    const told = Object.fromEntries(grown);
    const here = { stream: life - heardAt.socket, pages: life - heardAt.door, database: life - state.databaseAt };
    return { ...told, watch: told.round, ...here, clock: state.off };
  }

  function verdict(now) {
    pass(now);
    const { silent, unheard } = look();
    flagged = new Set(Object.keys(silent));
    const ago = life - Math.max(heardAt.socket, heardAt.door);
    if (flagged.size) {
      bad = life;
      told = { isLive: false, ...headline(silent, ago), unheard: [...unheard], ages: { ...ages(), ...silent }, heard: ago };
      return told;
    }
    if (told && life - bad < CALM) return { ...told, heard: ago };
    told = null;
    return { isLive: true, kind: "live", silent: [], unheard: [...unheard], ages: ages(), since: 0, heard: ago };
  }
  return { heard, failed, away, verdict, doorFor: () => life - heardAt.door, socketFor: () => life - heardAt.socket };
}

const OLD = ["pages", "database"];
const SLOW = ["worker", "sender", "redis"];
const UNGUARDED = ["sweep", "beat", "watch"];

/** What it means, gravest first: nothing that is shown is new; the clock here is wrong; nobody is told; telling fails,
 *  is slow, has nothing behind it; changes come late. */
function headline(silent, ago) {
  const has = (part) => part in silent;
  const rings = Object.keys(silent).filter((part) => part.includes(":"));
  const order = [...OLD, "clock", ...rings, ...SLOW, ...UNGUARDED, "stream"].filter(has);
  const nobody = has("sweep") && SLOW.some(has);
  const since = (parts) => Math.max(...parts.filter(has).map((part) => silent[part]));
  if (has("pages") && has("stream")) return { kind: "old", silent: order, since: ago };
  if (OLD.some(has)) return { kind: "old", silent: order, since: since(OLD) };
  if (has("clock")) return { kind: "clock", silent: order, since: silent.clock };
  if (nobody) return { kind: "nobody", silent: ["sweep", ...order.filter((part) => part !== "sweep")], since: since([...SLOW, "sweep"]) };
  if (has("sweep") && has("beat")) return { kind: "fails", silent: ["unwoken", ...order], since: since(["sweep", "beat"]) };
  if (rings.length) return { kind: "fails", silent: order, since: since(rings) };
  if (SLOW.some(has)) return { kind: "slow", silent: order, since: since(SLOW) };
  if (UNGUARDED.some(has)) return { kind: "unguarded", silent: order, since: since(UNGUARDED) };
  return { kind: "late", silent: order, since: silent.stream };
}
