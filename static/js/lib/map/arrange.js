// Where marks stand at one zoom. Nothing here depends on the view: dragging the map moves no mark and parts no group.
import { worst } from "./alerts.js";
import { crowded, grid, middle, spread } from "./crowd.js";

/** The room that a mark takes, its number beside it included. */
export const wide = ([x, y], { pin, number }) => [x - pin * 0.6, y - pin * 0.6, x + pin * 0.6 + number * 2, y + pin * 0.6];

/**
 * `points` of the alerts and `stations` of the bases, in pixels of the whole world at this zoom; `size` as in looks.js.
 * Gives groups {own: alerts, at}, singles {alert, spot, shift} worst first, and bases {spot, shift}.
 */
export function arrange(alerts, points, stations, size) {
  const grouping = crowded(points, size.pin) > size.many;
  const cells = grouping ? grid(points, size.pin * 3, (point) => wide(point, size)) : points.map((_, index) => [index]);
  const alone = cells.filter((cell) => cell.length === 1).map(([index]) => index).sort((a, b) => a - b);
  const groups = cells.filter((cell) => cell.length > 1).map((cell) => {
    const own = cell.map((index) => alerts[index]);
    return { own, at: middle(cell, points), level: worst(own) };
  });
  const fixed = groups.map(({ at }) => at);
  const shifts = spread(alone.map((index) => points[index]), size.pin * 1.05, fixed);
  const moved = ([x, y], [dx, dy]) => [x + dx, y + dy];
  const singles = alone.map((index, at) => ({ alert: alerts[index], shift: shifts[at], spot: moved(points[index], shifts[at]) }));
  const marks = [...fixed, ...singles.map(({ spot }) => spot)];
  const steps = spread(stations, size.pin * 0.5 + size.square * 0.75, marks);
  return { groups, singles, bases: stations.map((at, index) => ({ shift: steps[index], spot: moved(at, steps[index]) })) };
}
