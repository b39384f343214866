// Keeps the page true: one socket says that something changed, one door says what; without a socket the door is polled.
import { json, make } from "../lib/dom.js";
import { showLink } from "../lib/lamp.js";
import { follow } from "../lib/socket.js";
import { clock, now, setNow, tick } from "../lib/times.js";

const POLL = 5000; // ms between questions while the socket is away
const AT_MOST_EVERY = 1000; // ms between questions
const SILENCE = 25000; // ms without a word from socket or door before the page calls itself blind

export function mount(body) {
  const state = { cursor: body.dataset.cursor, heardSocket: 0, heardDoor: Date.now(), asking: false, again: false, askedAt: 0, ended: false };
  const zone = document.querySelector("[data-clock]:not([data-clock=Z])")?.dataset.clock;
  setNow(body.dataset.now);

  async function ask() {
    if (state.ended) return;
    if (state.asking) return void (state.again = true);
    state.asking = true;
    const wait = state.askedAt + AT_MOST_EVERY - Date.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    state.askedAt = Date.now();
    state.again = false;
    try {
      take(await read());
      state.heardDoor = Date.now();
    } catch {
      // The lamp says so; the next heartbeat, poll or reconnection asks again.
    } finally {
      state.asking = false;
      lamp();
      if (state.again) ask();
    }
  }

  async function read() {
    const asks = { ...json("asks", {}), ...Object.fromEntries(new URLSearchParams(location.search)) };
    const query = new URLSearchParams({ ...asks, since: state.cursor, view: body.dataset.view });
    const answer = await fetch(`${body.dataset.changes}?${query}`, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 401 || answer.status === 404) end();
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  function take(news) {
    if (news.reload) return location.reload();
    state.cursor = news.cursor;
    for (const fragment of news.fragments) place(fragment);
    if (news.fragments.length) document.dispatchEvent(new CustomEvent("list:changed"));
    tick();
  }

  function place(fragment) {
    const old = document.getElementById(fragment.id);
    if (!old) return void document.dispatchEvent(new CustomEvent("row:waiting", { detail: fragment }));
    const fresh = make("template");
    fresh.innerHTML = fragment.html; // our own server's fragment, escaped there
    const held = old.contains(document.activeElement) && old.matches("li") ? "a" : null;
    const element = fresh.content.firstElementChild;
    old.replaceWith(element);
    window.htmx?.process(element);
    if (held) element.querySelector(held)?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("fragment:placed", { detail: { element, fragment } }));
  }

  function end() {
    if (state.ended) return;
    state.ended = true;
    location.reload(); // the sign-in page says what happened
  }

  function lamp() {
    const socket = Date.now() - state.heardSocket < SILENCE;
    const link = socket ? "live" : Date.now() - state.heardDoor < SILENCE ? "polling" : "blind";
    const silentFor = Date.now() - Math.max(state.heardSocket, state.heardDoor);
    showLink(link, { seconds: POLL / 1000, time: clock(now() - silentFor, zone) });
  }

  const scheme = location.protocol === "https:" ? "wss" : "ws";
  follow(`${scheme}://${location.host}/ws/live/`, {
    heard: () => {
      state.heardSocket = Date.now();
      lamp();
    },
    changed: ask,
    silent: () => void (state.heardSocket = 0),
    ended: end,
  });
  setInterval(() => {
    if (Date.now() - state.heardSocket >= SILENCE || !state.heardSocket) ask();
  }, POLL);
  setInterval(() => (tick(), lamp()), 1000);
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}
