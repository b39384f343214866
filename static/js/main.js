// Mounts each behaviour on the elements that ask for it: <div data-part="board"> gets parts/board.js.
const PARTS = {
  live: () => import("./parts/live.js"),
  board: () => import("./parts/board.js"),
  filing: () => import("./parts/filing.js"),
  map: () => import("./parts/map.js"),
};

for (const element of document.querySelectorAll("[data-part]")) {
  PARTS[element.dataset.part]?.().then((part) => {
    part.mount(element);
    element.dataset.ready = element.dataset.part;
  });
}
