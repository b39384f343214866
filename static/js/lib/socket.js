// One socket that says only that something changed; reconnects with growing, jittered pauses.
export const SIGNED_OUT = 4401;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;

/** The pause before try `n` (from 0), ms: doubles, at most 15 s, with jitter so that boards do not come back at once. */
export function pause(n, random = Math.random) {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** n) * (0.5 + random() / 2);
}

/** `heard(told)` at each message, without one when a connection opens; `changed(within)` at "changed" and at each (re)connection: ask within so many ms, which
 *  the server says where there are many boards; `ended()` once signed out; `looking()` when others came to look at the
 *  open alert, or went. Gives `say(what)`, which is lost while there is no socket; `opened()` is the time to say it. */
export function follow(url, { heard, changed, ended, silent, opened = () => {}, looking = () => {} }) {
  let tries = 0;
  let within = 0;
  let isBack = false;
  let socket = null;

  function open() {
    socket = new WebSocket(url);
    socket.addEventListener("open", () => {
      tries = 0;
      heard();
      changed(isBack ? within : 0);
      isBack = true;
      opened();
    });
    socket.addEventListener("message", ({ data }) => {
      const told = JSON.parse(data);
      heard(told);
      if (told.t === "looking") return looking();
      if (told.t !== "changed") return;
      within = told.within ?? 0;
      changed(within);
    });
    socket.addEventListener("close", ({ code }) => {
      silent();
      if (code === SIGNED_OUT) return ended();
      setTimeout(open, pause(tries) + Math.random() * within);
      tries += 1;
    });
  }
  open();
  addEventListener("pagehide", () => socket?.close());
  return { say: (what) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(what)) };
}
