// What a grammar of symbols gives, while it is being typed. Without this, a button shows the same.

const place = document.querySelector("[data-grammar]");
const form = place?.closest("form");

function show() {
  const grammar = form.elements.symbol_grammar.value;
  if (!["{round}", "{number}"].every((part) => grammar.includes(part))) return;
  const parts = { "{process}": form.elements.code.value, "{round}": "3", "{number}": "7" };
  const plain = grammar.replace(/\{process\}|\{round\}|\{number\}/g, (part) => parts[part]);
  for (const item of place.querySelectorAll("[data-modifier]")) {
    const { modifier } = item.dataset;
    item.querySelector(".symbol").textContent = modifier ? `${plain}/${modifier}` : plain;
  }
}

form?.addEventListener("input", show);
