// How far a file is, without pressing "Look again". The page works without this.
const place = document.querySelector("[data-export]");
const bar = place?.querySelector("progress");
const said = place?.querySelector("[aria-live]");

async function look() {
  try {
    const answer = await fetch(place.dataset.export, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { unfinished, percent, said: words } = await answer.json();
    if (!unfinished) {
      location.reload();
      return;
    }
    bar.value = percent;
    if (said.textContent !== words) said.textContent = words;
  } catch {
    // The network is away: the next look may find it.
  }
  setTimeout(look, 3000);
}

if (place) setTimeout(look, 1500);
