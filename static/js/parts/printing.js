// A button that prints the page; without a script there is none, and the browser's own menu does it.
export function mount(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
