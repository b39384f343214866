// Mounts each behaviour on the elements that ask for it: <div data-part="board"> gets parts/board.js.
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
  passage: () => import("./parts/passage.js"),
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

async function mountOn(element) {
  const name = element.dataset.part;
  if (ONCE_SEEN.has(name)) await inView(element);
  const part = await PARTS[name]?.();
  part?.mount(element);
  if (part) element.dataset.ready = name;
}

const mountIn = (place) => place.querySelectorAll("[data-part]").forEach(mountOn);

mountIn(document);
document.addEventListener("page:drawn", ({ target }) => mountIn(target));
