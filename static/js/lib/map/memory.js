// What was put away or brought onto the map, for as long as the tab is open: names of layers only, never what they show.
const KEY = "map.layers";

/** `usual`: name -> whether it is shown unless somebody chose otherwise. */
export function memory(usual = {}, store = globalThis.sessionStorage) {
  let chosen = {};
  try {
    chosen = JSON.parse(store.getItem(KEY)) ?? {};
  } catch {
    // A tab that keeps nothing, or something else kept under this name: everything is as usual.
  }
  return {
    has: (name) => chosen[name] ?? usual[name] ?? true,
    set(name, is) {
      chosen = { ...chosen, [name]: is };
      try {
        store.setItem(KEY, JSON.stringify(chosen));
      } catch {
        // It holds until the page is left.
      }
    },
  };
}
