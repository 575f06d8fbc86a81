// Shows the list anew while it is being built, and copies what was built. Without it a button and one's own hand do both.

const PAUSE = 400;
const PARTS = ["[data-told]", "[data-built]"];

const form = document.querySelector("form[data-builder]");

let timer;
let asked;

async function build() {
  asked?.abort();
  asked = new AbortController();
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address, { signal: asked.signal });
    // 400 says what cannot be read; anything else is no page of the builder.
    if (!answer.ok && answer.status !== 400) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of PARTS) {
      const [here, there] = [document.querySelector(part), page.querySelector(part)];
      if (there) here.replaceChildren(...there.childNodes);
    }
    for (const element of document.querySelectorAll("[data-built] [data-scripted]")) element.hidden = false;
    history.replaceState(null, "", address);
  } catch {
    // Away, or changed again: the button still shows it.
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(build, PAUSE);
});

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const snippet = document.getElementById(button.dataset.copy);
  snippet.select();
  try {
    await navigator.clipboard.writeText(snippet.value);
    button.querySelector("[data-said]").textContent = button.dataset.copied;
  } catch {
    // It is selected: the reader's own keys copy it.
  }
});
