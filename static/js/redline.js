// Shows what comes and what goes while a clause is written. Without this script a button does the same.

const PAUSE = 300;

const form = document.querySelector("form[data-redline]");
const wording = form.elements.namedItem("wording");
const seen = form.elements.namedItem("seen");
const section = form.querySelector(".redline-live");
const out = section.querySelector("[data-redline-out]");

let timer;
let asked;

async function show() {
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.namedItem("csrfmiddlewaretoken").value,
    clause: form.elements.namedItem("clause").value,
    wording: wording.value,
  });
  try {
    const answer = await fetch(form.dataset.redline, { method: "POST", body, redirect: "manual", signal: asked.signal });
    if (!answer.ok) return;
    const redline = await answer.json();
    // The server has escaped it; nothing of it runs.
    out.innerHTML = redline.html;
    seen.value = redline.seen;
    section.hidden = false;
  } catch {
    // Away, or typed on: the button still shows it.
  }
}

wording.addEventListener("input", () => {
  seen.value = "";
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
