// Keeps the page true: one socket says that something changed, one door says what; without a socket the door is polled.
import { asking } from "../lib/asking.js";
import { json } from "../lib/dom.js";
import { showLink } from "../lib/lamp.js";
import { presence } from "../lib/presence.js";
import { pressing } from "../lib/pressing.js";
import { renew } from "../lib/pieces.js";
import { follow } from "../lib/socket.js";
import { clock, now, setNow, tick } from "../lib/times.js";

const POLL = 5000; // ms between questions while the socket is away
const PATIENCE = 10000; // ms until an answer that does not come is given up
const SILENCE = 25000; // ms without a word from socket or door before the page calls itself blind

export function mount(body) {
  const state = { cursor: body.dataset.cursor, heardSocket: 0, heardDoor: Date.now(), drawn: 0, ended: false };
  const zone = document.querySelector("[data-clock]:not([data-clock=Z])")?.dataset.clock;
  const released = pressing(document);
  setNow(body.dataset.now);

  const ask = asking(async () => {
    if (state.ended) return;
    const [address, drawn] = [location.search, state.drawn];
    try {
      const news = await read(address);
      state.heardDoor = Date.now();
      await released();
      if (address === location.search && drawn === state.drawn) take(news);
      else ask(); // it is about what stood here before: without it the cursor stays, so nothing is missed
    } finally {
      lamp();
    }
  });

  async function read(address) {
    const asks = { ...json("asks", {}), ...Object.fromEntries(new URLSearchParams(address)) };
    const watched = document.getElementById("alarms")?.dataset.watched;
    const query = new URLSearchParams({ ...asks, since: state.cursor, view: body.dataset.view, watched });
    if (eyes.isAsked()) query.set("looking", "1");
    const answer = await fetch(`${body.dataset.changes}?${query}`, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.redirected || answer.status === 401 || answer.status === 404) end();
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  function take(news) {
    if (news.reload) return leave();
    state.cursor = news.cursor;
    for (const fragment of news.fragments) place(fragment);
    if (news.fragments.length) document.dispatchEvent(new CustomEvent("list:changed"));
    tick();
  }

  function place(fragment) {
    const element = document.getElementById(fragment.id);
    if (!element) return void document.dispatchEvent(new CustomEvent("row:waiting", { detail: fragment }));
    renew(element, fragment.html);
    document.dispatchEvent(new CustomEvent("fragment:placed", { detail: { element, fragment } }));
  }

  function leave() {
    document.dispatchEvent(new CustomEvent("page:leaving"));
    location.reload();
  }

  function end() {
    if (state.ended) return;
    state.ended = true;
    leave(); // the sign-in page says what happened
  }

  function lamp() {
    const socket = Date.now() - state.heardSocket < SILENCE;
    const link = socket ? "live" : Date.now() - state.heardDoor < SILENCE ? "polling" : "blind";
    const silentFor = Date.now() - Math.max(state.heardSocket, state.heardDoor);
    showLink(link, { seconds: POLL / 1000, time: clock(now() - silentFor, zone) });
  }

  // A piece that htmx brings was drawn at the earliest when it was asked for; what the door told since is asked again.
  const drawnSince = new WeakMap(); // request -> cursor
  document.addEventListener("htmx:beforeRequest", ({ detail: { xhr } }) => drawnSince.set(xhr, state.cursor));
  document.addEventListener("htmx:afterSwap", ({ detail: { xhr } }) => {
    const then = drawnSince.get(xhr);
    state.drawn += 1;
    if (!then || then === state.cursor) return;
    state.cursor = then;
    ask();
  });

  const eyes = presence((what) => socket.say(what), () => ask());
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = follow(`${scheme}://${location.host}/ws/live/`, {
    heard: () => {
      state.heardSocket = Date.now();
      lamp();
    },
    changed: ask,
    silent: () => void (state.heardSocket = 0),
    ended: end,
    opened: () => eyes.say(),
    looking: () => eyes.heard(),
  });
  setInterval(() => {
    if (Date.now() - state.heardSocket >= SILENCE || !state.heardSocket) ask();
  }, POLL);
  setInterval(() => (tick(), lamp()), 1000);
  addEventListener("online", () => ask());
  document.addEventListener("hub:ask", () => ask());
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}
