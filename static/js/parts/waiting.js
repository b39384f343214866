// Draws a piece of the page anew every so often while it waits for the hub, never under a finger; the same element stays,
// with what has the focus in it. Without this script its page says to load it again.
import { renew } from "../lib/pieces.js";
import { pressing } from "../lib/pressing.js";

const ANSWER_WITHIN = 20000; // ms before a silent link counts as none: the next turn asks again

/** `piece`: with an id, data-from (whose answer holds the piece, alone or in a whole page) and data-every (ms). It stops
 *  once a fresh one names no data-from. data-then="reload": what comes after also changes the rest of the page. */
export function mount(piece) {
  const released = pressing(document);
  const { every, then } = piece.dataset;
  let isAsking = false;

  async function look() {
    if (isAsking || document.hidden) return;
    isAsking = true;
    try {
      const answer = await fetch(piece.dataset.from, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
      if (answer.redirected || answer.status === 404) return location.reload(); // signed out, or the role ended
      if (answer.ok) await take(await answer.text());
    } catch {
      // The link is cut: the next turn asks again.
    } finally {
      isAsking = false;
    }
  }

  async function take(html) {
    await released();
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(piece.id);
    if (!fresh || !piece.isConnected) return;
    renew(piece, fresh.outerHTML);
    piece.dispatchEvent(new CustomEvent("page:drawn", { bubbles: true }));
    if (then && !piece.dataset.then) location.reload();
  }

  const turn = setInterval(() => (piece.isConnected && piece.dataset.from ? look() : clearInterval(turn)), Number(every));
}
