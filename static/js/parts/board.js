// The board: list, alert and map are one; each of its behaviours is a file of lib/board.
import { choose, choosing, isSelecting } from "../lib/board/choose.js";
import { keys } from "../lib/board/keys.js";
import { narrowing } from "../lib/board/narrow.js";
import { close, mark, open, shown } from "../lib/board/open.js";
import { keepRows } from "../lib/board/rows.js";

export function mount(split) {
  const mapKey = document.querySelector("[data-map-toggle]");

  function toggleMap() {
    const isShown = split.classList.toggle("on-map");
    document.getElementById("map-pane").hidden = !isShown;
    mapKey.setAttribute("aria-pressed", String(isShown));
    const address = new URL(location.href);
    if (isShown) address.searchParams.set("map", "1");
    else address.searchParams.delete("map");
    history.replaceState(history.state, "", address);
    if (isShown) document.dispatchEvent(new CustomEvent("list:changed"));
  }
  mapKey.addEventListener("click", toggleMap);

  split.addEventListener("click", (event) => {
    const link = event.target.closest(".row > a, [data-open], #alert .act .back");
    if (!link || event.ctrlKey || event.metaKey || event.button) return;
    event.preventDefault();
    if (link.matches(".back")) return close();
    const row = link.closest(".row");
    if (row && (event.shiftKey || isSelecting())) return choose(row);
    open(row?.dataset.number ?? link.dataset.open);
  });
  document.addEventListener("alert:open", ({ detail }) => open(detail.number));
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id !== "alert" && detail.elt?.id !== "alert") return;
    if (split.classList.contains("on-map")) toggleMap();
    mark(shown());
  });

  narrowing();
  choosing();
  keepRows();
  keys(split);
}
