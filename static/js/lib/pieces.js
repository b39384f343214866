// Takes over a fresh piece of the page into the element that stands there. The element itself stays: an answer that is
// under way still finds its target, and what had the focus or was scrolled stays so.
import { make } from "./dom.js";

/** `html`: our own server's fragment, escaped there, of one element with the id of `old`. */
export function renew(old, html) {
  const template = make("template");
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const held = focused ? [findAgain(old, focused), nextTo(old, focused)].filter(Boolean) : [];
  const scrolled = old.querySelector(".cols")?.scrollTop;
  const kept = [...old.querySelectorAll("[data-kept]:checked")].map(({ name, value }) => `[name="${name}"][value="${value}"]`);
  const typed = [...old.querySelectorAll("form :is(input:not([type=hidden], [type=checkbox], [type=radio]), textarea)")].filter((one) => one.value !== one.defaultValue);
  const words = typed.map((one) => [findAgain(old, one), one.value]);
  const unfolded = [...old.querySelectorAll("details[open]")].map(nameOf);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) old.setAttribute(name, value);
  old.replaceChildren(...fresh.childNodes);
  for (const one of kept) old.querySelectorAll(one).forEach((input) => (input.checked = true));
  for (const [where, value] of words) if (old.querySelector(where)) old.querySelector(where).value = value;
  for (const details of old.querySelectorAll("details")) details.open ||= unfolded.includes(nameOf(details));
  window.htmx?.process(old);
  if (scrolled) old.querySelector(".cols")?.scrollTo(0, scrolled);
  held.map((where) => old.querySelector(where)).find(Boolean)?.focus({ preventScroll: true });
}

/** What a fold is known by: its own summary's words, without figures, which change. */
const nameOf = (details) => details.querySelector("summary").textContent.replace(/\d+/g, "").trim();

/** How to find in the fresh piece what has the focus in the old one: by its key, by where its form or link goes. */
function findAgain(old, focused) {
  if (old.matches("li")) return focused.matches(".choose") ? ".choose" : "a";
  if (focused.dataset.key) return `[data-key="${focused.dataset.key}"]`;
  const [action, href] = [focused.form?.getAttribute("action"), focused.getAttribute("href")];
  if (action) return `form[action="${CSS.escape(action)}"] ${focused.localName}${called(focused)}`;
  return href ? `a[href="${CSS.escape(href)}"]` : null;
}

/** Where what had the focus is gone because it was pressed: the first thing to press in its own place. */
function nextTo(old, focused) {
  const place = focused.parentElement?.closest("[id]");
  return place && place !== old && old.contains(place) ? `#${CSS.escape(place.id)} form button` : null;
}

const called = ({ localName, name, value }) =>
  (name ? `[name="${CSS.escape(name)}"]` : "") + (name && localName === "button" ? `[value="${CSS.escape(value)}"]` : "");
