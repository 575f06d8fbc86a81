// Asks an operation from its place on the page and shows what comes back beside it. Without this, the form opens
// the answer; with it, one sees the headers too, and a portal's token can be used. The token stays in its field.
const token = document.querySelector("#token");
const LONGEST = 200_000; // characters that are shown of an answer

for (const section of document.querySelectorAll("[data-operation]")) {
  const form = section.querySelector("form");
  if (!form) continue;
  form.addEventListener("input", () => tell(section, form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(section, form);
  });
}

function address(section, form) {
  let path = section.dataset.operation;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("[data-place]")) {
    if (field.dataset.place === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    if (field.dataset.place === "query" && field.value) query.append(field.name, field.value);
  }
  return query.size ? `${path}?${query}` : path;
}

function headers(section, form) {
  const given = {};
  for (const field of form.querySelectorAll("[data-place=header]")) if (field.value) given[field.name] = field.value;
  if (form.elements.body) given["Content-Type"] = "application/json";
  if ("token" in section.dataset && token?.value) given.Authorization = `Bearer ${token.value}`;
  return given;
}

function tell(section, form) {
  const { method, origin } = section.dataset;
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}'${origin}${address(section, form)}'`];
  const given = headers(section, form);
  if ("token" in section.dataset) given.Authorization = "Bearer TOKEN";
  for (const [name, value] of Object.entries(given)) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (form.elements.body) lines.push(`-d ${quoted(form.elements.body.value)}`);
  section.querySelector("[data-curl]").textContent = lines.join(" \\\n  ");
}

function quoted(words) {
  return `'${words.replaceAll("'", "'\\''")}'`;
}

async function ask(section, form) {
  const place = section.querySelector("[data-tried]");
  const said = place.querySelector("[data-status]");
  const button = form.querySelector("button");
  tell(section, form);
  button.disabled = true;
  const began = performance.now();
  try {
    const answer = await fetch(address(section, form), {
      method: section.dataset.method,
      headers: headers(section, form),
      body: form.elements.body?.value,
      credentials: "omit",
      cache: "no-store",
    });
    const text = await answer.text();
    const took = Math.round(performance.now() - began);
    place.querySelector("[data-headers]").textContent = [...answer.headers].map((pair) => pair.join(": ")).join("\n");
    const shown = pretty(text, answer.headers.get("Content-Type") ?? "");
    place.querySelector("[data-answer]").textContent = shown.slice(0, LONGEST);
    said.textContent = `${answer.status} ${answer.statusText} · ${took} ms · ${new Blob([text]).size} B`;
    if (shown.length > LONGEST) said.textContent += ` · ${said.dataset.cut}`;
  } catch {
    said.textContent = said.dataset.away;
  }
  place.hidden = false;
  button.disabled = false;
}

function pretty(text, kind) {
  if (!/[/+]json\b/.test(kind)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
