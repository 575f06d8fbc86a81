// Small comforts for every page. Nothing here is needed to use one.

// The next page can be written in the reader's own time zone.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes(`tz=${zone}`)) {
  document.cookie = `tz=${zone}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

// After a form came back with errors, begin at their summary.
document.querySelector("[data-focus]")?.focus();

// What only works with scripts is shown only to those who have them.
for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;
