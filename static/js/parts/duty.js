// The week of the rota: the line moves with the clock, and at a hand-over the page is read afresh.
import { now } from "../lib/times.js";

const EVERY = 5000; // ms between looks at the clock
const AFTER = 1500; // ms after the hand-over, so that the server's clock has passed it too

export function mount(frame) {
  const week = () => frame.querySelector("#duty");
  let asked = "";

  function moveLine() {
    const line = frame.querySelector(".nowline");
    if (!line) return;
    const from = Date.parse(line.dataset.from);
    const at = `${(100 * (now() - from)) / (Date.parse(line.dataset.until) - from)}%`;
    for (const end of ["x1", "x2"]) line.firstElementChild.setAttribute(end, at);
  }

  function handOver() {
    const next = week()?.dataset.next;
    if (!next || next === asked || now() < Date.parse(next) + AFTER) return;
    asked = next;
    window.htmx?.ajax("GET", location.pathname + location.search, { target: "#duty", select: "#duty", swap: "outerHTML" });
  }

  setInterval(() => (moveLine(), handOver()), EVERY);
}
