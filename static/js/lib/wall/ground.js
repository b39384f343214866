// Under the alerts of the wall: range rings round the office, lines of the grid's zones, ways of responses.
import { make, word } from "../dom.js";
import { length } from "../map/measure.js";
import { ranges, zones } from "./view.js";

const AT = [Math.PI, 0, Math.PI * 0.75, Math.PI * 1.25, Math.PI / 2, Math.PI * 1.5]; // where on a ring its length may stand
const KM_OF_DEGREE = 111.2;
const SVG = "http://www.w3.org/2000/svg";

const bare = (at, node) => L.marker(at, { icon: L.divIcon({ className: "at", html: node, iconSize: [0, 0] }), interactive: false, keyboard: false, zIndexOffset: -300_000 });
const sign = (at, text, shift = 0) => {
  const node = make("span", { class: "map-sign" }, text);
  if (shift) node.style.left = `${shift}em`;
  return bare(at, node);
};

/** `draw(office)` after each change of the view; `ways([[from, to], …])` where responses are going. */
export function ground(map) {
  const [lines, routes] = [L.layerGroup().addTo(map), L.layerGroup().addTo(map)];
  const renderer = L.svg({ padding: 0.1 });
  const plain = { renderer, interactive: false };

  function ring([lat, lon], km) {
    L.circle([lat, lon], { ...plain, radius: km * 1000, className: "range" }).addTo(lines);
    const said = length(km, (unit, values) => word(`map_${unit}`, values), document.documentElement.lang);
    const spots = AT.map((angle) => [lat + (Math.sin(angle) * km) / KM_OF_DEGREE, lon + (Math.cos(angle) * km) / KM_OF_DEGREE / Math.cos((lat * Math.PI) / 180)]);
    const inner = map.getBounds().pad(-0.06);
    const spot = spots.find((at) => inner.contains(at));
    if (spot) sign(spot, said).addTo(lines);
  }

  return {
    draw(office) {
      lines.clearLayers();
      const bounds = map.getBounds();
      const corner = map.distance(bounds.getCenter(), bounds.getNorthEast()) / 1000;
      for (const km of ranges(corner)) ring(office, km);
      const [north, south] = [bounds.getNorth(), bounds.getSouth()];
      for (const { lon, west, east } of zones(bounds.getWest(), bounds.getEast(), north > 0)) {
        L.polyline([[south, lon], [north, lon]], { ...plain, className: "zone" }).addTo(lines);
        const top = north - (north - south) * 0.035;
        sign([top, lon], west, -1.6).addTo(lines);
        sign([top, lon], east, 1.6).addTo(lines);
      }
    },
    ways(all) {
      routes.clearLayers();
      for (const [from, to] of all) {
        for (const name of ["way-back", "way"]) L.polyline([from, to], { ...plain, className: name }).addTo(routes);
        const [a, b] = [map.project(from), map.project(to)];
        if (a.distanceTo(b) > 60) bare([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], head(a, b)).addTo(routes);
      }
    },
  };
}

/** The arrow in the middle of a way, turned the way it goes. */
function head(a, b) {
  const svg = make("svg", { class: "way-head", viewBox: "-13 -15 26 30" });
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M0-15 12 13 0 7-12 13z");
  svg.append(path);
  svg.style.rotate = `${Math.atan2(b.x - a.x, a.y - b.y)}rad`;
  return svg;
}
