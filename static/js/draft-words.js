// Counts words while somebody writes; the server counts again.

function count(text) {
  return text.split(/\s+/u).filter(Boolean).length;
}

for (const line of document.querySelectorAll("[data-words]")) {
  const field = document.getElementById(line.dataset.words);
  const shown = line.querySelector("[data-count]");
  const limit = Number(line.dataset.limit) || Infinity;
  const update = () => {
    const words = count(field.value);
    shown.textContent = words;
    line.classList.toggle("error", words > limit);
  };
  field.addEventListener("input", update);
  update();
}
