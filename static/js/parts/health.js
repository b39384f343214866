// Keeps the page of the hub's health true: asks every few seconds, and says so once it hears nothing.
import { make } from "../lib/dom.js";
import { showLink } from "../lib/lamp.js";
import { pressing } from "../lib/pressing.js";
import { clock, now, setNow, tick } from "../lib/times.js";

const EVERY = 5000; // ms between questions
const SILENCE = 25000; // ms without an answer before the page calls itself blind

export function mount(body) {
  const zone = document.querySelector("[data-clock]:not([data-clock=Z])")?.dataset.clock;
  const shown = {}; // what stands on the page: equal pieces are left alone, with what is unfolded in them
  const released = pressing(document);
  let heard = Date.now();
  setNow(body.dataset.now);

  async function ask() {
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 404) return location.reload(); // signed out, or the role ended
      if (!answer.ok) throw new Error(String(answer.status));
      const news = await answer.json();
      setNow(news.now);
      await released();
      news.fragments.forEach(place);
      heard = Date.now();
    } catch {
      // The lamp says so; the next turn asks again.
    }
    lamp();
  }

  function place({ id, html }) {
    if (shown[id] === html) return;
    shown[id] = html;
    const fresh = make("template");
    fresh.innerHTML = html; // our own server's, escaped there
    document.getElementById(id).replaceWith(fresh.content.firstElementChild);
    tick();
  }

  function lamp() {
    const silentFor = Date.now() - heard;
    const link = silentFor < SILENCE ? "polling" : "blind";
    showLink(link, { seconds: EVERY / 1000, time: clock(now() - silentFor, zone) });
  }

  setInterval(ask, EVERY);
  setInterval(() => (tick(), lamp()), 1000);
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}
