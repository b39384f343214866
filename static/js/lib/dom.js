// Tiny helpers shared by the parts: data blocks, sentences, elements.

/** The value of a JSON script element, or `otherwise` when the page has none. */
export function json(id, otherwise = null) {
  const block = document.getElementById(id);
  return block ? JSON.parse(block.textContent) : otherwise;
}

/** Puts values into "{n} alerts". */
export const fill = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

let sentences;

/** A sentence of the page, from its #words; the key itself where the page lacks it. */
export function word(key, values) {
  sentences ??= json("words", {});
  return fill(sentences[key] ?? key, values);
}

const SVG = "http://www.w3.org/2000/svg";

/** make("p", {class: "x"}, "text", child): attributes that are null or false are left out. */
export function make(name, attributes = {}, ...children) {
  const drawn = name === "svg" || name === "use" || name === "circle" || name === "rect";
  const node = drawn ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? "" : value);
    }
  }
  node.append(...children);
  return node;
}

/** A glyph of the sprite, for the eye only: words stand beside it. */
export function icon(name) {
  const sprite = document.querySelector("[data-sprite]")?.dataset.sprite ?? "";
  return make("svg", { class: "i", "aria-hidden": "true", focusable: "false" }, make("use", { href: `${sprite}#i-${name}` }));
}
