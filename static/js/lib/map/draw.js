// Draws what is in view: pins or groups of them, their circles, the bases; decides on which side each number stands.
import { LEVELS } from "./alerts.js";
import { arrange, wide } from "./arrange.js";
import { cornerBoxes } from "./corners.js";
import { looks } from "./looks.js";
import { nearest } from "./nearest.js";
import { around, beside, crate, leastBad, overlap } from "./placing.js";
import { base, group, leader, pin, ring, stand } from "./pins.js";
import { sheet } from "./sheet.js";
import { closer } from "./stack.js";

const PAD = 0.25; // of the view on each side: what a drag brings in is there already
const NAMED_FROM = 8;

function sheets(map) {
  if (!map.ours) {
    const renderer = L.svg({ padding: PAD });
    map.ours = { renderer, rings: sheet(L.layerGroup().addTo(map)), pins: sheet(L.layerGroup().addTo(map)), plan: null };
  }
  return map.ours;
}

const spots = (map, all) => all.map((at) => map.project(at)).map(({ x, y }) => [x, y]);

/** The arrangement of this zoom, made once for the same alerts. */
function planned(map, ours, alerts, positions, size) {
  const key = [map.getZoom(), size.pin, size.square].join();
  if (ours.plan?.key !== key || ours.plan.alerts !== alerts || ours.plan.positions !== positions) {
    const stations = positions.map(({ lat, lon }) => [lat, lon]);
    const made = arrange(alerts, spots(map, alerts.map(({ at }) => at)), spots(map, stations), size);
    ours.plan = { key, alerts, positions, ...made };
  }
  return ours.plan;
}

/** [left, top, right, bottom] of the view and a margin, in pixels of the whole world. */
function viewed(map) {
  const { min, max } = map.getPixelBounds();
  const [x, y] = [(max.x - min.x) * PAD, (max.y - min.y) * PAD];
  return [min.x - x, min.y - y, max.x + x, max.y + y];
}

/** `state`: shown alerts (worst first), positions, chosen, off (what is put away), letters, names; `covered()`, where no
 *  number may stand: boxes in pixels of the container. */
export function draw(map, state, { fresh, sprite }) {
  const ours = sheets(map);
  const size = looks(map.getContainer());
  const { shown, positions, chosen, off } = state;
  const plan = planned(map, ours, shown, positions, size);
  const view = viewed(map);
  const inView = ([x, y]) => x >= view[0] && x <= view[2] && y >= view[1] && y <= view[3];
  const [boxes, index] = [[], crate()];
  const take = (box) => (boxes.push(box), index.put(box));
  const { x, y } = map.getPixelBounds().min;
  for (const [l, t, r, b] of state.covered?.() ?? []) take([l + x, t + y, r + x, b + y]);
  ours.rings.begin();
  ours.pins.begin();

  for (const one of plan.groups.filter(({ at }) => inView(at))) {
    const on = one.own.some(({ number }) => number === chosen);
    const { level, own, at } = one;
    ours.pins.put(`g${at.map(Math.round)}`, [map.getZoom(), level, own.length, own[0].number, on].join(), () => {
      const node = group(own.length, level, sprite, on);
      node.addEventListener("click", () => closer(map, one, node));
      return stand(map.unproject(at), node, 1000 * LEVELS.indexOf(level));
    });
    take(wide(at, size));
  }
  const singles = plan.singles.filter(({ alert, spot }) => inView(spot) || alert.number === chosen);
  for (const { spot } of singles) take(around(spot, size.pin * 0.56));
  for (const { spot } of plan.bases) take(around(spot, size.square * 0.6));

  singles.forEach(({ alert, spot, shift }, at) => {
    const { number, level, short } = alert;
    const free = beside(spot, [short.length * size.number * 0.62 + 12, size.number * 1.45], size.pin * 0.62);
    const must = level === LEVELS[0] || number === chosen;
    const box = free.find((one) => !index.hit(one)) ?? (must ? leastBad(free, boxes.filter((one) => overlap(one, wide(spot, size)))) : null);
    if (box) take(box);
    const tag = box && [Math.round(box[0] - spot[0]), Math.round(box[1] - spot[1])];
    const mark = { tag, shift: shift.map(Math.round), fresh: fresh.has(number), chosen: number === chosen };
    if (!off.has("circles")) ring(ours, alert, mark.fresh);
    leader(ours, map, alert, shift);
    const looks = [level, tag, mark.shift, mark.fresh, mark.chosen, alert.at, alert.place].join();
    ours.pins.put(number, looks, () => stand(alert.at, pin(alert, sprite, mark), at * 4));
  });
  positions.forEach((one, at) => {
    const shift = plan.bases[at].shift.map(Math.round);
    ours.pins.put(`b${at}`, shift.join(), () => stand([one.lat, one.lon], base(one, shift), 100_000, true));
  });
  const picked = shown.find(({ number }) => number === chosen);
  if (picked) nearest(map, ours, picked, positions, { ...index, put: take }, size);
  ours.rings.end();
  ours.pins.end();
  if (state.letters) lettered(map, state, plan, boxes);
}

/** What the lettering keeps clear of, and the bases' names. */
function lettered(map, { letters, positions, names }, { bases }, taken) {
  letters.blocked = () => {
    const { x, y } = map.getPixelBounds().min;
    return [...cornerBoxes(map), ...taken.map(([l, t, r, b]) => [l - x - 2, t - y - 2, r - x + 2, b - y + 2])];
  };
  const named = map.getZoom() < NAMED_FROM ? [] : positions;
  const signs = named.map(({ name }, at) => {
    const { lat, lng } = map.unproject(bases[at].spot);
    return { kind: "base", at: [lat, lng], text: name, size: 0, spots: [] };
  });
  letters.extra = [...signs, ...names()];
}
