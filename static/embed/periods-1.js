// Plenum: puts a list of comment periods in the place of the link that stands before this script.
// Version 1. It is published, and pages hold its digest: it is never changed, another version is another file.
(() => {
  const script = document.currentScript;
  const before = script?.previousElementSibling;
  const link = before?.matches("a[href]") ? before : before?.querySelector("a[href]");
  if (!link) return;

  const address = new URL(link.href);
  if (address.origin !== new URL(script.src).origin) return;
  // The page has a heading of its own.
  if (!address.searchParams.has("level")) address.searchParams.set("level", "2");

  const asked = new XMLHttpRequest();
  asked.open("GET", address);
  // The browser makes the document; no string becomes HTML here, and no cookie goes along.
  asked.responseType = "document";
  asked.onload = () => {
    const list = asked.status === 200 && asked.response?.querySelector("main > section");
    if (!list) return;
    const place = document.createElement("div");
    const root = place.attachShadow({ mode: "open" });
    list.hidden = true;
    const dressed = [...asked.response.querySelectorAll("link[rel=stylesheet]")].map((given) => {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.crossOrigin = "anonymous";
      sheet.href = given.href;
      root.append(sheet);
      return new Promise((done) => { sheet.onload = sheet.onerror = done; });
    });
    root.append(list);
    script.after(place);
    Promise.all(dressed).then(() => {
      list.hidden = false;
      link.remove();
      script.remove();
    });
  };
  // Whatever goes wrong: the link stays, and leads to the same list.
  asked.send();
})();
