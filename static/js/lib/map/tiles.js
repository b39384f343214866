// Tiles of a server that the office names, over the paper; where they fail the paper is still there.
import { word } from "../dom.js";

const FAILED_AT_ONCE = 4; // tiles in a row, and none before: nobody answers there
const CLOSEST = 17;

/** `about`: {url, credit}. `failed()`: nothing came. Gives {show(is), shown()}. */
export function tiles(map, { url, credit }, failed) {
  Object.assign(map.createPane("tiles").style, { zIndex: 250, pointerEvents: "none" });
  const layer = L.tileLayer(url, { pane: "tiles", maxZoom: CLOSEST, attribution: credit, referrerPolicy: "no-referrer" });
  const paperOnly = map.getMaxZoom();
  let [came, lost] = [0, 0];
  layer.on("tileload", () => (came += 1));
  layer.on("tileerror", ({ tile }) => {
    tile.remove(); // no sign of a broken picture: the paper shows through
    lost += 1;
    if (came || lost < FAILED_AT_ONCE) return;
    show(false);
    failed(word("map_tiles_failed"));
  });
  function show(is) {
    [came, lost] = [0, 0];
    map.setMaxZoom(is ? CLOSEST : paperOnly);
    if (is) layer.addTo(map);
    else layer.remove();
  }
  return { show, shown: () => map.hasLayer(layer) };
}
