// The board's address: which list, which alert stands open, how many pages of the list were read.
const OF_THE_PLACE = new Set(["open", "pages", "after", "held"]);

/** What of an address decides which alerts are in the list, each always written the same way. */
export function listOf(search) {
  const asked = new URLSearchParams(search);
  if (!asked.has("tab")) asked.set("tab", "open");
  for (const name of [...asked.keys()]) if (OF_THE_PLACE.has(name) || !asked.get(name)) asked.delete(name);
  asked.sort();
  return asked.toString();
}

/** The query that a form of filters asks for: several values of one joined by commas, what is empty left out. */
export function queryOf(entries) {
  const asked = new Map();
  for (const [name, value] of entries) {
    const text = value.trim();
    if (text) asked.set(name, asked.has(name) ? `${asked.get(name)},${text}` : text);
  }
  return new URLSearchParams([...asked]).toString().replaceAll("%2C", ",");
}

/** The address of a list with an alert that stands open, if any, and the pages read beyond the first. */
export function address(query, { open = "", pages = 1 } = {}) {
  return `?${query}${pages > 1 ? `&pages=${pages}` : ""}${open ? `&open=${open}` : ""}`;
}

/** Whether it is worth looking for: nothing, a number, or a word of three letters. */
export const isAsked = (text) => !text.trim() || /\d/.test(text) || text.split(/[\s'’-]+/).some((word) => word.length > 2);
