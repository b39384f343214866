// Mounts each behaviour on the elements that ask for it: <div data-part="board"> gets parts/board.js.
import { sayWhatIsNotSent } from "./lib/not_sent.js";

const PARTS = {
  live: () => import("./parts/live.js"),
  board: () => import("./parts/board.js"),
  duty: () => import("./parts/duty.js"),
  moves: () => import("./parts/moves.js"),
  filing: () => import("./parts/filing.js"),
  map: () => import("./parts/map.js"),
  placing: () => import("./parts/placing.js"),
  layer: () => import("./parts/layer.js"),
  health: () => import("./parts/health.js"),
  sending: () => import("./parts/sending.js"),
  printing: () => import("./parts/printing.js"),
  passage: () => import("./parts/passage.js"),
  pairing: () => import("./parts/pairing.js"),
  waiting: () => import("./parts/waiting.js"),
  wall: () => import("./parts/wall.js"),
};

const ONCE_SEEN = new Set(["map", "layer"]); // heavy, and the board begins without it

/** Resolves once `element` can be seen; what is hidden cannot. */
const inView = (element) =>
  new Promise((seen) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      seen();
    });
    watch.observe(element);
  });

const known = new WeakSet(); // a piece may be told of twice, by whoever drew it and by htmx

async function mountOn(element) {
  if (known.has(element)) return;
  known.add(element);
  const name = element.dataset.part;
  if (ONCE_SEEN.has(name)) await inView(element);
  const part = await PARTS[name]?.();
  part?.mount(element);
  if (part) element.dataset.ready = name;
}

sayWhatIsNotSent(); // before htmx takes any form over: a press in the first moment is not lost without a word

const mountIn = (place) => place.querySelectorAll("[data-part]").forEach(mountOn);

mountIn(document);
document.addEventListener("page:drawn", ({ target }) => mountIn(target));
document.addEventListener("fragment:placed", ({ detail }) => mountIn(detail.element));
document.addEventListener("htmx:load", ({ detail }) => mountIn(detail.elt));
