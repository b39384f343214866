// What the list shows, as the map needs it.

export const LEVELS = ["critical", "high", "medium", "low"];
const rank = (level) => LEVELS.indexOf(level);

const figure = (text) => (text === undefined || text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text));

const moment = (text) => (text && !Number.isNaN(Date.parse(text)) ? Date.parse(text) : null);

/** One alert from the data-… of its row, or null where that has no number. */
export function alert(data) {
  if (!data.number) return null;
  const [lat, lon] = [figure(data.lat), figure(data.lon)];
  const placed = lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return {
    number: data.number,
    short: data.short || data.number.split("-").at(-1),
    level: LEVELS.includes(data.level) ? data.level : "low",
    at: placed ? [lat, lon] : null,
    km: figure(data.precisionKm),
    exact: data.precision ? data.precision === "exact" : !(figure(data.precisionKm) > 1),
    place: data.place ?? "",
    kind: data.kind ?? "",
    href: data.href ?? "",
    received: moment(data.received),
    happened: moment(data.event),
    exercise: data.exercise !== undefined && !["false", "False", "0"].includes(data.exercise),
  };
}

/** Rows to alerts: all as in the list, the placed worst first, and how many have no place. One number counts once. */
export function split(rows) {
  const all = new Map();
  for (const row of rows) {
    const one = alert(row);
    if (one && !all.has(one.number)) all.set(one.number, one);
  }
  const alerts = [...all.values()];
  const placed = alerts.filter(({ at }) => at).sort((a, b) => rank(a.level) - rank(b.level));
  return { all: alerts, placed, unplaced: alerts.length - placed.length };
}

export const worst = (alerts) => alerts.reduce((a, b) => (rank(b.level) < rank(a.level) ? b : a)).level;

const LETTERS = { military: "F", force: "F", police: "P", unpol: "P", fpu: "P", civilian: "C" };

/** The letter on a base: F for Force, P for police, C for civilian. */
export const letter = (component = "") => LETTERS[component.toLowerCase()] ?? component.charAt(0).toUpperCase();
