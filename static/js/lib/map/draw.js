// Draws pins, their circles and the bases; decides what is grouped, which side each number stands, what lettering avoids.
import { LEVELS, worst } from "./alerts.js";
import { cornerBoxes } from "./corners.js";
import { crowded, grid, middle, spread } from "./crowd.js";
import { looks } from "./looks.js";
import { around, beside, firstFree, leastBad } from "./placing.js";
import { base, group, pin, stand } from "./pins.js";

const MANY = 60;
const GROUPS_BELOW = 7;

function layers(map) {
  if (!map.ours) {
    const renderer = L.svg({ padding: 0.3 });
    map.ours = { renderer, rings: L.layerGroup().addTo(map), pins: L.layerGroup().addTo(map) };
  }
  map.ours.rings.clearLayers();
  map.ours.pins.clearLayers();
  return map.ours;
}

function ring(alert, { renderer, rings }, fresh) {
  if (!alert.km) return;
  const names = ["ring", alert.level, !alert.exact && "is-about", fresh && "is-new"].filter(Boolean);
  L.circle(alert.at, { radius: alert.km * 1000, renderer, interactive: false, className: names.join(" ") }).addTo(rings);
}

function leader(map, alert, [x, y], { renderer, rings }) {
  if (!x && !y) return;
  const tip = map.unproject(map.project(alert.at).add([x, y]));
  L.polyline([alert.at, tip], { renderer, interactive: false, className: "leader" }).addTo(rings);
}

export function draw(map, state, { fresh, sprite }) {
  const ours = layers(map);
  const size = looks(map.getContainer());
  const { alerts, positions, chosen } = state;
  const points = alerts.map(({ at }) => {
    const { x, y } = map.project(at);
    return [x, y];
  });
  const wide = ([x, y]) => [x - size.pin * 0.6, y - size.pin * 0.6, x + size.pin * 0.6 + size.number * 2, y + size.pin * 0.6];
  const grouping = map.getZoom() < GROUPS_BELOW && crowded(points, size.pin) > MANY;
  const cells = grouping ? grid(points, size.pin * 3, wide) : points.map((_, index) => [index]);
  const single = cells.filter((cell) => cell.length === 1).map(([index]) => index).sort((a, b) => a - b);
  const taken = [];

  for (const cell of cells.filter((one) => one.length > 1)) {
    const own = cell.map((index) => alerts[index]);
    const level = worst(own);
    const bounds = L.latLngBounds(own.map(({ at }) => at));
    const mean = middle(cell, points);
    const node = group(own.length, level, sprite, own.some(({ number }) => number === chosen));
    const closer = () => ({ padding: [60, 60], maxZoom: Math.max(map.getZoom() + 2, GROUPS_BELOW) });
    node.addEventListener("click", () => map.fitBounds(bounds, closer()));
    stand(ours.pins, map.unproject(mean), node, 1000 * LEVELS.indexOf(level));
    taken.push(wide(mean));
  }

  const shifts = spread(single.map((index) => points[index]), size.pin * 1.05);
  const spots = single.map((index, at) => [points[index][0] + shifts[at][0], points[index][1] + shifts[at][1]]);
  taken.push(...spots.map((spot) => around(spot, size.pin * 0.56)));
  const stations = positions.map(({ lat, lon }) => map.project([lat, lon])).map(({ x, y }) => [x, y]);
  const moves = spread(stations, size.pin * 0.5 + size.square * 0.75, spots);
  const squares = stations.map(([x, y], at) => [x + moves[at][0], y + moves[at][1]]);
  taken.push(...squares.map((square) => around(square, size.square * 0.6)));

  single.forEach((index, at) => {
    const alert = alerts[index];
    const boxes = beside(spots[at], [alert.short.length * size.number * 0.62 + 12, size.number * 1.45], size.pin * 0.62);
    const must = alert.level === LEVELS[0] || alert.number === chosen;
    const box = boxes[firstFree(boxes, taken)] ?? (must ? leastBad(boxes, taken) : null);
    if (box) taken.push(box);
    const tag = box && [box[0] - spots[at][0], box[1] - spots[at][1]];
    const isNew = fresh.has(alert.number);
    ring(alert, ours, isNew);
    leader(map, alert, shifts[at], ours);
    const node = pin(alert, sprite, { tag, shift: shifts[at], fresh: isNew, chosen: alert.number === chosen });
    stand(ours.pins, alert.at, node, at * 4);
  });
  positions.forEach((one, at) => stand(ours.pins, [one.lat, one.lon], base(one, moves[at]), 100_000, true));

  if (!state.letters) return;
  state.letters.blocked = () => {
    const { x, y } = map.getPixelBounds().min;
    return [...cornerBoxes(map), ...taken.map(([l, t, r, b]) => [l - x - 2, t - y - 2, r - x + 2, b - y + 2])];
  };
  const named = map.getZoom() < 8 ? [] : positions;
  state.letters.extra = named.map(({ name }, at) => {
    const { lat, lng } = map.unproject(squares[at]);
    return { kind: "base", at: [lat, lng], text: name, size: 0, spots: [] };
  });
}
