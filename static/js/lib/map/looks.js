// Colours and sizes of the map, from the custom properties of map.css: day, night and wall need no second table.

export function looks(container) {
  const css = getComputedStyle(container);
  const read = (name) => css.getPropertyValue(name).trim();
  const px = (name, otherwise) => parseFloat(read(name)) || otherwise;
  const [pin, square] = [px("--pin", 24), px("--map-base", 16)];
  return {
    face: read("--sans") || "sans-serif",
    base: px("--map-text", 12), // size of lettering
    pin, // a glyph
    number: px("--pin-text", 13), // the number beside it
    square, // a base
    many: px("--map-many", 60), // so many marks that lie on another, and they are grouped
    clearPin: pin * 0.6 + 4, // from the middle of a mark to the name beside it
    clearSquare: square * 0.6 + 4,
    ink: (kind) => read(`--map-${kind}`),
    paint: read,
  };
}
