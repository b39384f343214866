// Whether the wall is true: which part of the hub was heard of when. `heard(kind, message)`: "socket" or "door".

export function truth(body) {
  const lamp = body.querySelector("[data-wall-lamp]");
  let heardAt = Date.now();
  document.documentElement.dataset.truth = "live";
  lamp?.classList.add("is-live");

  truth.heard = () => void (heardAt = Date.now());
  return { since: () => Date.now() - heardAt };
}

truth.heard = () => {};
