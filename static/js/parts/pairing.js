// A screen that nobody touches: asks for its code by itself, for another once that ran out, and goes to the wall once paired.
const EVERY = 4000; // ms between questions

export function mount() {
  const form = document.querySelector("[data-ask]");
  if (form) return form.requestSubmit();
  if (document.getElementById("code")) setInterval(look, EVERY);
}

async function look() {
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "application/json" } });
    const { state } = await answer.json();
    if (state !== "waits") location.reload(); // leads to the wall, or to the next code
  } catch {
    // The link is cut or the database away: the code stands, the next turn asks again.
  }
}
