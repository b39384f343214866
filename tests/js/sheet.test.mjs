import assert from "node:assert/strict";
import { test } from "node:test";
import { sheet } from "../../static/js/lib/map/sheet.js";

/** As Leaflet's: a layer that is taken from the map alone stays in its group. */
function group() {
  const held = new Set();
  return { held, addLayer: (layer) => held.add(layer), removeLayer: (layer) => held.delete(layer) };
}
const layer = (name) => ({ name, addTo: (on) => (on.addLayer(layer.last = { name, remove() {} }), layer.last) });

test("what is gone or looks otherwise is let go by the group too", () => {
  const on = group();
  const shown = sheet(on);
  for (let turn = 0; turn < 50; turn += 1) {
    shown.begin();
    shown.put("stays", "same", () => layer("stays"));
    shown.put("changes", `look ${turn}`, () => layer("changes"));
    shown.put(`number ${turn}`, "", () => layer(`number ${turn}`));
    shown.end();
  }
  assert.deepEqual([...on.held].map(({ name }) => name).sort(), ["changes", "number 49", "stays"]);
});
