// Letters the map on a canvas of its own, above the land and below the pins, and keeps clear of what is told to it.
import { font, label, TIGHT } from "./labels.js";
import { looks } from "./looks.js";
import { sorted, wanted } from "./names.js";
import { thin } from "./placing.js";

const APART = 280; // px between two equal names, where letters are 12 px high
const MARGIN = 160; // so that dragging does not show bare land at once

export function lettering(map, names, countries) {
  const pane = map.createPane("letters");
  Object.assign(pane.style, { zIndex: 450, pointerEvents: "none" });
  const canvas = L.DomUtil.create("canvas", "map-letters", pane);
  canvas.setAttribute("aria-hidden", "true");
  const pen = canvas.getContext("2d");
  const all = () => sorted([...names, ...self.extra]);
  const self = { extra: [], blocked: () => [], hidden: () => false, draw };
  let look;
  let due = 0;

  function write({ label: { lines, type, px, dot, covered, places }, at }) {
    font(pen, look, type);
    const box = places[at];
    Object.assign(pen, { fillStyle: look.ink(type.ink), strokeStyle: look.ink("halo"), lineWidth: look.base / 4 });
    if (dot && !covered) {
      pen.beginPath();
      pen.arc(dot.x, dot.y, type.dot * (look.base / 12), 0, 7);
      pen.stroke();
      pen.fill();
    }
    const aside = dot && at < 2 ? at : 2;
    pen.textAlign = ["left", "right", "center"][aside];
    const x = [box[0] + TIGHT, box[2] - TIGHT, (box[0] + box[2]) / 2][aside];
    lines.forEach((line, index) => {
      const y = box[1] + TIGHT + px * 1.25 * (index + 0.5);
      pen.strokeText(line, x, y);
      pen.fillText(line, x, y);
    });
  }

  /** Once a frame, however many ask. */
  function draw() {
    due ||= requestAnimationFrame(() => {
      due = 0;
      letter();
    });
  }

  function letter() {
    const { x: width, y: height } = map.getSize();
    if (!width || !map._loaded) return;
    look = looks(map.getContainer());
    const ratio = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: (width + 2 * MARGIN) * ratio, height: (height + 2 * MARGIN) * ratio });
    Object.assign(canvas.style, { width: `${width + 2 * MARGIN}px`, height: `${height + 2 * MARGIN}px` });
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([-MARGIN, -MARGIN]));
    pen.setTransform(ratio, 0, 0, ratio, MARGIN * ratio, MARGIN * ratio);
    Object.assign(pen, { lineJoin: "round", textBaseline: "middle" });
    const zoom = Math.floor(map.getZoom() - Math.log2(look.base / 12)); // larger letters, and as many fewer names
    const bounds = map.getBounds().pad(0.3);
    const [right, low] = [width + MARGIN, height + MARGIN];
    // A name stands in view or out of it, never across the edge.
    const across = [-1, height].map((y) => [-MARGIN, y, right, y + 1]);
    const down = [-1, width].map((x) => [x, -MARGIN, x + 1, low]);
    const blocked = [...self.blocked(), ...across, ...down];
    const near = (name) => name.spots.length || name.kind === "country" || bounds.contains(name.at);
    const sheet = { map, pen, look, zoom, blocked, countries };
    const shown = all().filter((name) => wanted(name, zoom) && near(name) && !self.hidden(name));
    thin(shown.map((name) => label(name, sheet)), [-MARGIN, -MARGIN, right, low], blocked, (APART * look.base) / 12).forEach(write);
  }

  const wipe = () => pen.clearRect(-MARGIN, -MARGIN, canvas.width, canvas.height);
  map.on("moveend resize", draw).on("zoomanim", wipe);
  document.fonts?.load("420 12px 'Noto Sans'").then(draw);
  return self;
}
