// The period that a list covers and the window on it. Times are milliseconds; windows half-open: `since` in, `until` out.
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY];
const MOST_STEPS = 96;
const LEVELS = ["critical", "high", "medium", "low"];

/**
 * The whole of the times in even steps, from the first to past the last; null for fewer than two moments.
 * `offset`: the zone's ms ahead of UTC, so that steps of hours and days begin when they do on the wall.
 */
export function scale(times, offset = 0) {
  let [first, last] = [Infinity, -Infinity];
  for (const time of times) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  if (!(last > first)) return null;
  const step = STEPS.find((one) => (last - first) / one <= MOST_STEPS) ?? STEPS.at(-1);
  const since = Math.floor((first + offset) / step) * step - offset;
  const steps = Math.floor((last - since) / step) + 1;
  return { since, until: since + steps * step, step, steps };
}

export const whole = ({ since, until }) => ({ since, until });
export const isWhole = (window, { since, until }) => window.since <= since && window.until >= until;
export const holds = ({ since, until }, time) => time >= since && time < until;

/** One of the ends, or both ("window"), moved by so many steps; never past each other nor out of the scale. */
export function moved(window, { since, until, step }, end, by) {
  if (end === "since") return { ...window, since: Math.min(Math.max(since, window.since + by * step), window.until - step) };
  if (end === "until") return { ...window, until: Math.max(Math.min(until, window.until + by * step), window.since + step) };
  const shift = Math.min(Math.max(by * step, since - window.since), until - window.until);
  return { since: window.since + shift, until: window.until + shift };
}

/** The end nearest to a moment, put there. */
export function put(window, all, end, time) {
  const by = Math.round((time - window[end]) / all.step);
  return moved(window, all, end, by);
}

/**
 * How a playback begins: the whole period grows from its first step; so does a window that has come to the end of it;
 * any other goes on from where it is, as wide as it is.
 */
export function begun(window, all) {
  if (isWhole(window, all)) return { since: all.since, until: all.since + all.step };
  return window.until < all.until ? window : { since: all.since, until: all.since + (window.until - window.since) };
}

/** The next picture of a playback, or null at the end. A window that holds the beginning grows, others move. */
export function next(window, all) {
  if (window.until >= all.until) return null;
  return moved(window, all, window.since <= all.since ? "until" : "window", 1);
}

/** For each step how many fall into it, and the worst level of them. */
export function bars(entries, { since, step, steps }) {
  const found = Array.from({ length: steps }, () => ({ count: 0, level: "low" }));
  for (const { time, level } of entries) {
    const bar = found[Math.floor((time - since) / step)];
    if (!bar) continue;
    bar.count += 1;
    if (LEVELS.indexOf(level) < LEVELS.indexOf(bar.level)) bar.level = level;
  }
  return found;
}

/** How many ms a zone is ahead of UTC at a moment. */
export function ahead(time, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(time);
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(time / MINUTE) * MINUTE;
}

/** Both ends of a window; of the second only the clock where it is the same day. */
export function ends({ since, until }, all, zone, language) {
  const day = new Intl.DateTimeFormat("en", { timeZone: zone, dateStyle: "short" });
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const same = all.step < DAY && day.format(since) === day.format(until);
  return { since: written(since, all, zone, language), until: same ? clock.format(until) : written(until, all, zone, language) };
}

/** "24 Nov, 14:00"; without the clock for steps of days; with the year where it is not this one. */
export function written(time, { step }, zone, language, year = new Date().getFullYear()) {
  const own = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric" }).format(time);
  return new Intl.DateTimeFormat(language === "fr" ? "fr" : "en-GB", {
    timeZone: zone, day: "numeric", month: "short",
    ...(step < DAY ? { hour: "2-digit", minute: "2-digit" } : {}),
    ...(Number(own) === year ? {} : { year: "numeric" }),
  }).format(time);
}
