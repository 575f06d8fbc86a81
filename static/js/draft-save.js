// Saves a draft while it is written. Without this script the button "Save" does the same.
//
// What is typed is kept on this device until the server has it, so that a lost connection, a closed
// window or a lost session loses nothing. If somebody else has changed the same part meanwhile, the
// server refuses, nothing is overwritten, and the button "Save" shows both versions.

const PAUSE = 2000;
const RETRY = 10000;
const UNKEPT = ["csrfmiddlewaretoken", "base", "step", "move"];

const form = document.querySelector("form[data-autosave]");
const status = document.querySelector("#save-status");
const base = form.elements.namedItem("base");
const place = `draft:${location.pathname}`;

let timer;
let isSending = false;
let isStopped = false;
let changes = 0;

function tell(sentence) {
  if (status.textContent !== sentence) status.textContent = sentence;
}

function typed() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("raw-text-"));
}

function words() {
  return JSON.stringify(typed().filter(([name]) => !UNKEPT.includes(name)));
}

function keep(isSent = false) {
  try {
    localStorage.setItem(place, JSON.stringify({ base: base.value, words: words(), isSent }));
  } catch {
    // No room, or not allowed: the server still gets everything.
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

function forget() {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

async function save() {
  if (isSending || isStopped) return;
  isSending = true;
  const sent = changes;
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(typed().filter(([name]) => name !== "move")),
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    await heard(answer, sent);
  } catch {
    tell(status.dataset.offline);
    later(RETRY);
  } finally {
    isSending = false;
  }
  if (!isStopped && sent !== changes) later(PAUSE);
}

async function heard(answer, sent) {
  // A refusal that is a page, not ours to read: signed out, or in again since this form was opened.
  const isPage = !answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.type === "opaqueredirect" || (answer.status === 403 && isPage)) {
    isStopped = true;
    tell(status.dataset.signedOut);
    return;
  }
  if (answer.status >= 500) throw new Error("the server is not well");
  const { said, base: now, conflict } = await answer.json();
  if (answer.ok) {
    base.value = now;
    if (sent === changes) forget();
    else keep();
    tell(said);
  } else {
    isStopped = true;
    tell(conflict ? `${said} ${status.dataset.conflict}` : said);
  }
}

function put(entries) {
  for (const element of form.querySelectorAll("[type=radio], [type=checkbox]")) element.checked = false;
  for (const [name, value] of entries) {
    const there = form.elements.namedItem(name);
    if (there instanceof RadioNodeList || ["radio", "checkbox"].includes(there?.type)) {
      const choices = there instanceof RadioNodeList ? [...there] : [there];
      for (const choice of choices) if (choice.value === value) choice.checked = true;
    } else if (there) {
      there.value = value;
    } else {
      // A row that this page does not show: it goes along all the same.
      const hidden = document.createElement("textarea");
      hidden.name = name;
      hidden.value = value;
      hidden.hidden = true;
      form.append(hidden);
    }
  }
}

function restore() {
  const before = kept();
  if (!before) return;
  const hasArrived = before.words === words() || (before.isSent && before.base !== base.value);
  if (hasArrived) {
    forget();
    return;
  }
  put(JSON.parse(before.words));
  base.value = before.base;
  changes += 1;
  tell(status.dataset.restored);
  later(PAUSE);
}

form.addEventListener("input", (event) => {
  if (event.target.type === "file") return;
  changes += 1;
  keep();
  if (isStopped) return;
  tell(status.dataset.writing);
  later(PAUSE);
});

form.addEventListener("submit", () => {
  isStopped = true;
  clearTimeout(timer);
  if (changes) keep(true);
});

addEventListener("online", () => later(0));
addEventListener("pageshow", (event) => {
  if (event.persisted) isStopped = false;
});

restore();
