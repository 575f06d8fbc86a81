// Leaves of the operations those with the words that are typed, at once. The form does the same with a press.
const place = document.querySelector("[data-find]");
const field = place?.querySelector("input[type=search]");

field?.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of place.querySelectorAll("[data-words]")) {
    const said = item.dataset.words.toLowerCase();
    item.hidden = !words.every((word) => said.includes(word));
  }
  for (const kind of place.querySelectorAll("section")) kind.hidden = !kind.querySelector("[data-words]:not([hidden])");
  const none = place.querySelector("[data-none]");
  none.textContent = place.querySelector("[data-words]:not([hidden])") ? "" : none.dataset.none;
});
