// Says to the colleagues that this page is still open, and that it was left. Nothing depends on it.

const form = document.querySelector("[data-here]");

function say(leave) {
  const words = new FormData(form);
  if (leave) words.set("leave", "1");
  navigator.sendBeacon(form.action, words);
}

setInterval(() => document.visibilityState === "visible" && say(false), 5 * 60 * 1000);
addEventListener("pagehide", () => say(true));
addEventListener("pageshow", (event) => event.persisted && say(false));
