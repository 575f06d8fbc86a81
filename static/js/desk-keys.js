// Keys of the desk. They only move the focus or follow a link; whoever presses Enter or Space then decides.
// WCAG 2.2, 2.1.4: they can be switched off, do nothing while somebody writes, and never take a key with a modifier.

const dialog = document.getElementById("keys");
const box = document.getElementById("keys-on");
const OFF = "desk-keys-off";
const WRITES = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";
let off = false;
try {
  off = localStorage.getItem(OFF) === "1";
} catch {
  // Without storage the keys are on, and can be switched off for this page.
}
box.checked = !off;
box.addEventListener("change", () => {
  off = !box.checked;
  try {
    if (off) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // Only for this page, then.
  }
});

// A closed dialog gives the focus back to where it was: the browser does that for us.
const show = () => dialog.open || dialog.showModal();
document.querySelector("[data-keys-door]").addEventListener("click", show);

const rows = () => [...document.querySelectorAll("[data-row]")];
const here = () => document.activeElement.closest?.("li")?.querySelector("[data-row]");

function step(by) {
  const all = rows();
  const at = all.indexOf(here());
  (at < 0 ? all.at(by > 0 ? 0 : -1) : all[at + by])?.focus();
}

const acts = {
  "?": show,
  j: () => step(1),
  k: () => step(-1),
  o: () => here()?.click(),
  x: () => here()?.closest("li").querySelector("[name=item]")?.click(),
};

// Whatever says which key leads to it: a link is followed, a control gets the focus.
function go(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("a[href]")) target.click();
  else {
    const details = target.closest("details");
    if (details) details.open = true;
    const inside = (what) => target.querySelector(what);
    const control = target.matches("input, select, textarea, button")
      ? target
      : (inside("[name=code]") ?? inside("textarea") ?? inside("select, button"));
    control?.focus();
  }
  return true;
}

// Whoever writes in another script has other letters on the same keys.
function keyOf(event) {
  if (event.key === "؟") return "?";
  const plain = /^[\x21-\x7e]$/.test(event.key);
  return plain || !event.code.startsWith("Key") ? event.key : event.code.slice(3).toLowerCase();
}

document.addEventListener("keydown", (event) => {
  if (off || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (dialog.open || event.target.matches?.(WRITES)) return;
  const key = keyOf(event);
  if (key in acts && (rows().length || key === "?")) acts[key]();
  else if (!go(key)) return;
  event.preventDefault();
});
