// The set-up's picture of a layer: what is stored, or the file just chosen, which stays on this device until it is sent.
import { json, word } from "../lib/dom.js";
import { blankMap, paper } from "../lib/paper.js";
import { drawn, named } from "../lib/map/ground.js";

const MOST = 2 * 1024 * 1024;

export function mount(element) {
  if (!window.L) return;
  const map = blankMap(element.querySelector(".leaflet-container-default").id);
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", word("layer_map"));
  L.control.zoom({ position: "topright", zoomInTitle: word("map_closer"), zoomOutTitle: word("map_farther") }).addTo(map);
  const said = document.querySelector("[data-drawn-said]");
  const isArea = document.querySelector("[name=is_of_positions]");
  const office = [Number(element.dataset.lat), Number(element.dataset.lon)];
  let [layer, shapes, letters] = [null, json("shapes"), null];
  map.setView(office, 7);

  function show() {
    layer?.remove();
    layer = shapes ? drawn(map, shapes, isArea.checked ? "area" : "own").addTo(map) : null;
    const bounds = layer?.getBounds();
    if (letters) letters.extra = named(shapes?.features ?? []);
    letters?.draw();
    if (bounds?.isValid()) map.fitBounds(bounds.extend(office), { padding: [30, 30], maxZoom: 10 });
  }

  const input = document.querySelector(element.dataset.file);

  async function read() {
    const [file] = input.files;
    if (!file) return;
    document.querySelector("[data-drawn-none]")?.remove();
    if (file.size > MOST) return void (said.textContent = word("layer_large"));
    try {
      shapes = JSON.parse((await file.text()).replace(/^\uFEFF/, ""));
      show();
      const count = shapes.features?.length ?? 1;
      said.textContent = word(count === 1 ? "layer_one" : "layer_many", { count });
    } catch {
      shapes = null;
      said.textContent = word("layer_unread"); // the hub says what exactly, once it is sent
    }
  }

  input.addEventListener("change", read);
  isArea.addEventListener("change", show);
  show();
  read(); // what was chosen before the script had come
  paper(map, { home: element.dataset.country }).then(
    (found) => {
      letters = found;
      show();
    },
    () => map.getContainer().classList.add("is-bare"),
  );
}
