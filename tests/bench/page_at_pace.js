// For the soak: time passes PACE times as fast on the page, and the server's moments with it, so that ages, clocks,
// heartbeats and repeats stand to each other as they do on a wall. What the page allows others to take stays real.
(() => {
  const [pace, base, Real] = [PACE, BASE, Date];
  const quick = (ms) => base + (ms - base) * pace;
  class Quick extends Real {
    constructor(...told) {
      if (!told.length) super(quick(Real.now()));
      else if (told.length === 1 && typeof told[0] === "string") super(quick(Real.parse(told[0])));
      else super(...told);
    }
    static now = () => Math.round(quick(Real.now()));
    static parse = (text) => quick(Real.parse(text));
  }
  globalThis.Date = Quick;
  const since = performance.now.bind(performance);
  performance.now = () => since() * pace;
  for (const name of ["setTimeout", "setInterval"]) {
    const real = globalThis[name].bind(globalThis);
    globalThis[name] = (act, ms = 0, ...more) => real(act, ms / pace, ...more);
  }
  const counts = (globalThis.soak = { ticks: 0, sockets: 0, beats: 0, tones: 0, silent: 0, errors: [] });
  setInterval(() => (counts.ticks += 1), 1000);
  const Socket = WebSocket;
  globalThis.WebSocket = class extends Socket {
    constructor(...told) {
      super(...told);
      counts.sockets += 1;
      this.addEventListener("message", ({ data }) => (counts.beats += data.includes("beat")));
      globalThis.soak.cut = () => this.close();
    }
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...told) {
    counts.tones += 1;
    return start.apply(this, told);
  };
  addEventListener("error", ({ message }) => counts.errors.push(message));
  addEventListener("unhandledrejection", ({ reason }) => counts.errors.push(String(reason)));
  addEventListener("wall:truth", ({ detail }) => (counts.silent += detail.isLive ? 0 : 1), true);
})();
