// Puts the words that are selected on the page into a field, as another line of it. Without it they are typed or pasted.

for (const button of document.querySelectorAll("[data-take-selection]")) {
  const field = document.getElementById(button.dataset.takeSelection);
  // A button takes the focus, and some browsers the selection with it: the last one is remembered.
  let selected = "";
  document.addEventListener("selectionchange", () => {
    const now = document.getSelection();
    const within = now?.anchorNode?.parentElement?.closest(".markable");
    if (within) selected = now.toString().replace(/\s+/g, " ").trim();
  });
  button.addEventListener("click", () => {
    if (!selected) return;
    field.value = [field.value.trimEnd(), selected].filter(Boolean).join("\n");
    selected = "";
    field.focus();
  });
}
