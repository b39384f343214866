// <button data-name="@Ben" data-into="#field">: writes the name where one writes.
export function writeNamesOnClick(within) {
  within.addEventListener("click", (event) => {
    const button = event.target.closest("[data-name]");
    if (!button) return;
    const words = button.closest("form").querySelector(button.dataset.into);
    words.setRangeText(`${button.dataset.name} `, words.selectionStart, words.selectionEnd, "end");
    words.focus();
  });
}
