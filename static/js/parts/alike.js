// "Is it one of these?": while an alert is typed, asks which known ones are likely the same, once kind and place are there.
const WAIT = 900; // ms after the last change
const ASKED = ["threat_types", "place", "precision", "when", "at_time", "at_date", "going_on", "status"];

export function mountAlike(form) {
  const place = form.querySelector("[data-alike]");
  let timer = null;
  let asked = "";

  const answers = () => {
    const all = new FormData(form);
    const question = new URLSearchParams(ASKED.flatMap((name) => all.getAll(name).map((value) => [name, value])));
    question.set("onto", all.get("onto") ?? "");
    return question;
  };

  async function look() {
    const question = answers();
    const about = ASKED.map((name) => question.getAll(name)).join("|");
    if (about === asked || !question.get("threat_types") || (question.get("place") ?? "").trim().length < 2) return;
    asked = about;
    try {
      question.set("csrfmiddlewaretoken", form.csrfmiddlewaretoken.value);
      const answer = await fetch(form.dataset.alikeAt, { method: "POST", body: question });
      if (about !== asked) return;
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const html = await answer.text(); // our own server's fragment, escaped there
      if (!place.contains(document.activeElement)) place.innerHTML = html;
    } catch {
      if (about === asked) asked = ""; // no link: asked at the next change; it is filed all the same, and the hub joins
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  }

  form.addEventListener("input", ({ target }) => ASKED.includes(target.name) && soon());
  soon(); // a kept draft, or what was typed before the script had come
}
