// A wall that cannot lie: once a second it says how old what it heard is, and covers the map once that is too old.
import { fill } from "../dom.js";
import { now, span } from "../times.js";
import { judging } from "./judging.js";

const PATIENCE = 6000; // ms until an answer that does not come is given up
const ASK = 8; // s without the pages' door before it is asked; sooner once the stream is late
const ASK_SOON = 5;
const LATE = 8;
const REASONS = 2;
const FED = 5; // s between two signs to the watchdog in the style sheet

const at = () => ({ steady: performance.now() / 1000, date: Date.now() / 1000 });
const write = (element, text) => element && element.textContent !== text && (element.textContent = text);

/** Watches over the page. Whoever hears of the hub calls `truth.heard(kind, message)`: "socket" or "door". */
export function truth(body) {
  const [lamp, veil] = [body.querySelector("[data-wall-lamp]"), body.querySelector("[data-veil]")];
  const judge = judging(at());
  const asked = { is: false, at: -Infinity };
  let shown = "";
  let beats = 0;

  truth.heard = (kind, message) => (judge.heard(kind, message, at()), draw());

  async function ask() {
    Object.assign(asked, { is: true, at: performance.now() });
    try {
      const answer = await fetch(veil.dataset.beat, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.redirected || [401, 403, 404].includes(answer.status)) return location.reload(); // signed out: the page says so
      const told = await answer.json();
      if (answer.ok) judge.heard("door", told, at());
      else if (told.code === "database_away") judge.away(at());
      else judge.failed(at());
    } catch {
      judge.failed(at());
    }
    asked.is = false;
    draw();
  }

  function tick() {
    const pause = judge.socketFor() > LATE ? ASK_SOON : ASK;
    const isDue = judge.doorFor() >= pause && performance.now() - asked.at >= pause * 1000;
    if (isDue && !asked.is && veil) ask();
    draw();
    beats += 1;
    if (beats % FED === 0) document.documentElement.dataset.fed = document.documentElement.dataset.fed === "a" ? "b" : "a";
  }

  function draw() {
    const told = judge.verdict(at());
    const [root, seconds] = [document.documentElement, Math.floor(told.isLive ? told.heard : told.since)];
    root.dataset.truth = told.isLive ? "live" : "silent";
    sayOnLamp(lamp, told.isLive, told.isLive || told.kind !== "clock" ? seconds : Infinity);
    if (veil) {
      veil.hidden = told.isLive;
      if (!told.isLive) cover(veil, told);
    }
    const state = [told.isLive, told.kind, ...told.silent].join();
    if (state === shown) return;
    shown = state;
    const detail = { isLive: told.isLive, kind: told.kind, silent: told.silent, seconds };
    document.dispatchEvent(new CustomEvent("wall:truth", { detail }));
  }

  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", draw);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  tick();
}

truth.heard = () => {};

function sayOnLamp(lamp, isLive, seconds) {
  if (!lamp) return;
  lamp.dataset.wallLamp = isLive ? "live" : "silent";
  for (const one of lamp.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== lamp.dataset.wallLamp;
  const ago = Number.isFinite(seconds) ? span(seconds * 1000) : ""; // what was never seen is silent since nobody knows when
  write(lamp.querySelector("[data-heard]"), isLive ? fill(lamp.dataset.ago, { time: ago }) : ago);
}

/** Writes on the veil what is silent, since when, and what follows from it. */
function cover(veil, told) {
  const [figure, unit] = amount(told.since, veil.dataset);
  write(veil.querySelector("[data-n]"), figure);
  write(veil.querySelector("[data-unit]"), unit);
  veil.dataset.in = unit;
  const moment = now() - (told.kind === "clock" ? 0 : told.since * 1000);
  for (const one of veil.querySelectorAll("[data-kind]")) {
    const isTimeless = !Number.isFinite(moment) && one.querySelector("[data-zulu]");
    one.hidden = isTimeless || !one.dataset.kind.split(" ").includes(told.kind);
  }
  for (const one of veil.querySelectorAll("[data-zulu]")) write(one, `${time(moment, "UTC", true)}Z`);
  for (const one of veil.querySelectorAll("[data-local]")) write(one, time(moment, veil.dataset.zone));
  const known = reasons(told).filter((part) => veil.querySelector(`[data-why="${CSS.escape(part)}"]`)).slice(0, REASONS);
  for (const one of veil.querySelectorAll("[data-why]")) {
    one.hidden = !known.includes(one.dataset.why);
    one.style.order = known.indexOf(one.dataset.why);
  }
  for (const one of veil.querySelectorAll("[data-part]")) sayOf(one, told, veil.dataset.ago);
}

function reasons({ kind, silent }) {
  if (kind === "nobody") return ["nobody", ...silent.filter((part) => part.includes(":"))];
  if (silent[0] === "unwoken") return ["unwoken"];
  return silent.includes("stream") && silent.includes("pages") ? ["cut"] : silent;
}

function sayOf(line, { silent, unheard, ages }, ago) {
  const part = line.dataset.part;
  line.dataset.state = silent.includes(part) ? "silent" : unheard.includes(part) ? "unheard" : "works";
  const seconds = ages[part] ?? Infinity;
  const isSilent = line.dataset.state === "silent";
  const time = Number.isFinite(seconds) ? span(seconds * 1000) : "";
  const isTold = isSilent || (line.dataset.state === "works" && part !== "clock");
  write(line.querySelector("[data-age]"), !isTold || !time ? "" : isSilent ? time : fill(ago, { time }));
}

/** 45 s, 12 min, 3 h: a figure and its unit. */
function amount(seconds, units) {
  if (!Number.isFinite(seconds)) return ["", ""];
  if (seconds < 100) return [String(Math.floor(seconds)), units.s];
  if (seconds < 6000) return [String(Math.floor(seconds / 60)), units.min];
  return [String(Math.floor(seconds / 3600)), units.h];
}

function time(ms, zone, hasSeconds = false) {
  const options = { hour: "2-digit", minute: "2-digit", timeZone: zone, ...(hasSeconds ? { second: "2-digit" } : {}) };
  return Number.isFinite(ms) ? new Intl.DateTimeFormat("en-GB", options).format(ms) : "";
}
