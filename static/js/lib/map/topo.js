// Reads TopoJSON: arcs are stored once, in whole numbers, each point as its step from the one before.

function arcs({ arcs: stored, transform: { scale, translate } }) {
  return stored.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
    });
  });
}

function joined(indexes, lines) {
  return indexes.flatMap((index, at) => {
    const line = index < 0 ? [...lines[~index]].reverse() : lines[index];
    return at ? line.slice(1) : line;
  });
}

/** Features with [lat, lon] points, nested as Leaflet wants them: lines one deep, polygons two. */
export function features(topology) {
  const lines = arcs(topology);
  const [object] = Object.values(topology.objects);
  return object.geometries.map(({ type, arcs: own, properties }) => {
    const many = type.startsWith("Multi") ? own : [own];
    const polygon = type.endsWith("Polygon");
    const points = many.map((part) =>
      polygon ? part.map((ring) => joined(ring, lines)) : joined(part, lines),
    );
    return { properties: properties ?? {}, points };
  });
}

/** The arcs between two features (borders) and those of one only (coasts). */
export function edges(topology) {
  const used = topology.arcs.map(() => 0);
  const [object] = Object.values(topology.objects);
  for (const { arcs: own } of object.geometries) {
    for (const index of own.flat(Infinity)) used[index < 0 ? ~index : index] += 1;
  }
  const lines = arcs(topology);
  return {
    borders: lines.filter((_, index) => used[index] > 1),
    coasts: lines.filter((_, index) => used[index] === 1),
  };
}

/** Whether [lat, lon] lies in a polygon as `features` gives it (outer ring and holes). */
export function inside([lat, lon], polygons) {
  let odd = false;
  for (const ring of polygons.flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i], ring[j]];
      if (a[0] > lat !== b[0] > lat) {
        if (lon < a[1] + ((lat - a[0]) / (b[0] - a[0])) * (b[1] - a[1])) odd = !odd;
      }
    }
  }
  return odd;
}
