// What stands on the map, by name: only what is new, gone or looks otherwise is touched.

/** `group`: a Leaflet layer group. Between `begin` and `end` all is put that is to stand; the rest goes. */
export function sheet(group) {
  const held = new Map();
  let seen = new Set();
  return {
    begin: () => void (seen = new Set()),
    put(name, looks, make) {
      seen.add(name);
      const old = held.get(name);
      if (old?.looks === looks) return;
      if (old) group.removeLayer(old.layer); // taken from the map alone, the group would hold it for ever
      held.set(name, { looks, layer: make().addTo(group) });
    },
    end() {
      for (const [name, { layer }] of held) {
        if (seen.has(name)) continue;
        group.removeLayer(layer);
        held.delete(name);
      }
    },
  };
}
