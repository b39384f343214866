// The wall: follows the socket, asks its door what changed, and polls it while the socket is away.
import { asking } from "../lib/asking.js";
import { follow } from "../lib/socket.js";
import { setNow } from "../lib/times.js";
import { rotation } from "../lib/wall/focus.js";
import { wallMap } from "../lib/wall/map.js";
import { checked, isCalm, place, printing, time } from "../lib/wall/page.js";
import { sound } from "../lib/wall/sound.js";
import { truth } from "../lib/wall/truth.js";

const POLL = 5000; // ms between questions while the socket is away
const PATIENCE = 10_000; // ms until an answer that does not come is given up
const SILENCE = 25_000; // ms without a word from the socket until the door is polled

export function mount(body) {
  const state = { cursor: body.dataset.cursor, shown: body.dataset.shown, heardSocket: 0 };
  const zone = document.querySelector("[data-clock]:not([data-clock=UTC])").dataset.clock;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const isTrue = () => document.documentElement.dataset.truth !== "silent";
  setNow(body.dataset.now);
  truth(body);
  sound(body);
  printing();
  const map = wallMap(body.querySelector("[data-wall-map]"));
  const card = body.querySelector("[data-wall-focus]");

  const ask = asking(async () => {
    const query = new URLSearchParams({ since: state.cursor, shown: state.shown });
    const answer = await fetch(`${body.dataset.news}?${query}`, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.redirected || answer.status === 401 || answer.status === 404) location.reload(); // signed out: the page says so
    if (!answer.ok) throw new Error(String(answer.status));
    take(await answer.json());
  });

  function take(news) {
    if (news.reload) return location.reload();
    Object.assign(state, { cursor: news.cursor, shown: news.shown });
    setNow(news.now);
    truth.heard("door", news);
    if (news.fragments.length) {
      place(news.fragments);
      map.read();
    }
    checked(news.now, zone);
    time(isTrue());
    focus.check();
    document.dispatchEvent(new CustomEvent("wall:news"));
  }

  const focus = rotation({
    rows: () => [...body.querySelectorAll("#wall-queue [data-placed]")].map((row) => row.dataset.number),
    isCalm: () => !still.matches && isTrue() && isCalm(),
    show(number) {
      for (const row of body.querySelectorAll("#wall-queue .is-on")) row.classList.remove("is-on");
      const row = number && body.querySelector(`#wall-queue [data-number="${CSS.escape(number)}"]`);
      card.hidden = !row;
      card.replaceChildren(...(row ? [row.cloneNode(true)] : []));
      row?.classList.add("is-on");
      map.choose(number);
      if (row) aside();
    },
  });
  /** The card stands in the upper corner where it covers less. */
  function aside() {
    const under = [false, true].map((is) => (card.classList.toggle("at-right", is), map.under(card)));
    card.classList.toggle("at-right", under[1] < under[0]);
  }

  document.addEventListener("wall:truth", () => focus.check());

  const scheme = location.protocol === "https:" ? "wss" : "ws";
  follow(`${scheme}://${location.host}${body.dataset.socket}`, {
    heard(told) {
      state.heardSocket = Date.now();
      truth.heard("socket", told ?? null);
    },
    changed: ask,
    silent: () => void (state.heardSocket = 0),
    ended: () => location.reload(),
  });
  setInterval(() => {
    if (Date.now() - state.heardSocket >= SILENCE) ask();
  }, POLL);
  setInterval(() => (time(isTrue()), focus.check()), 1000);
  addEventListener("online", () => ask());
  time(true);
}
