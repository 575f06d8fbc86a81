"""Every kind of page, looked at by machines: axe, the HTML checker, the console, the scales and a ruler.

The requirements name two weights. The first page that somebody opens brings style sheet, font, icon and script with
it and may weigh 60 kB in all: measured on the home page with an empty cache. After that these lie in the browser's
cache, so that what another page weighs is what comes over the wire for it alone: 40 kB at most. Both as the browser's
own network log counts them, headers included.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from playwright.sync_api import Browser

from tests.journeys import html
from tests.journeys.pages import KINDS, Kind
from tests.journeys.stage import Stage
from tests.journeys.visitor import Look, Visitor

pytestmark = pytest.mark.journey

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
LOOKS = (
    Look("english", "en", "ltr", 1280, "light", with_axe=True),
    Look("arabic-dark", "ar", "rtl", 360, "dark", with_axe=True),
    Look("french", "fr", "ltr", 768, "dark", with_axe=False),
)
# French is there for its long words: pages that differ in their state only need not be seen in it.
SEEN = [(look, kind) for look in LOOKS for kind in KINDS if look.with_axe or not kind.titled_as]
FIRST_PAGE, OTHER_PAGE = 60_000, 40_000
# A heading too many, an image and a control without words, pale and wide words, and a style where none is allowed.
SPOIL = """() => {
  const main = document.querySelector("main");
  main.insertAdjacentHTML("beforeend", `<h1>Another one</h1><img src="/none.png"><input name="nameless">
    <p id="pale" style="margin: 0">Pale words on light paper, long enough to be judged.</p>`);
  document.querySelector("#pale").style.color = "#d5d5d5";
  main.style.width = "900px";
}"""


class Gallery:
    """What was seen so far: titles and weights by kind, answers as files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.look: Look | None = None
        self.titles: dict[str, str] = {}
        self.weights: dict[str, int] = {}


@pytest.fixture(scope="module")
def stage(browser: Browser, house: object) -> Iterator[Stage]:
    """Everybody signed in, everything written."""
    built = Stage(browser, house)
    yield built
    built.close()


@pytest.fixture(scope="module")
def seen() -> Gallery:
    """An empty gallery."""
    folder = ARTEFACTS / "pages"
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Gallery(folder)


@pytest.mark.parametrize(("look", "kind"), SEEN, ids=[f"{look.name}-{kind.name}" for look, kind in SEEN])
def test_page_has_no_fault(look: Look, kind: Kind, stage: Stage, seen: Gallery) -> None:
    if seen.look != look:
        stage.change(look)
        seen.look = look
    visitor = stage.visitors[kind.visitor]

    sight = visitor.see(kind.address.format(**stage.places), kind.form)
    (seen.folder / f"{kind.name}.{look.language}.html").write_text(sight.html, encoding="utf-8")
    if look.language == "en":
        seen.titles[kind.name] = sight.title
        seen.weights[kind.name] = sight.bytes
    if look.with_axe and not kind.titled_as:
        visitor.page.screenshot(path=seen.folder / f"{kind.name}.{look.name}.jpg", quality=60, full_page=True)

    assert sight.status == kind.status
    assert visitor.page.locator(kind.shows).count(), f"no {kind.shows} at {visitor.page.url}"
    assert visitor.faults(look) == []


def test_machines_see_what_is_wrong(stage: Stage) -> None:
    visitor, look = stage.visitors["anybody"], LOOKS[0]
    stage.change(look)
    visitor.see("/help/")
    visitor.page.evaluate(SPOIL)

    told = " ".join(visitor.faults(look))

    for word in ("color-contrast", "image-alt", "label", "Content Security Policy", "wider than 320", "2 h1"):
        assert word in told


def test_html_of_every_page_is_valid(seen: Gallery) -> None:
    # One that is wrong on purpose shows that the checker is awake.
    (seen.folder / "spoilt.html").write_text("<!DOCTYPE html><html lang=en><title>x</title><p><ul></ul></p>")

    found = html.faults(seen.folder)

    assert [fault for fault in found if not fault.startswith("spoilt.html:")] == []
    assert len(found) == 1


def test_titles_tell_pages_apart(seen: Gallery) -> None:
    meant = {kind.name: seen.titles.get(kind.name, "").casefold() for kind in KINDS if not kind.titled_as}
    same = {title: [name for name in meant if meant[name] == title] for title in meant.values()}

    assert {title: names for title, names in same.items() if len(names) > 1} == {}


def test_first_page_is_light(browser: Browser, house: object) -> None:
    newcomer = Visitor(browser, house.url)  # type: ignore[attr-defined]

    newcomer.see("/")
    newcomer.page.wait_for_load_state("networkidle")
    weight = newcomer.bytes
    newcomer.context.close()

    assert 10_000 < weight < FIRST_PAGE


def test_other_pages_are_light(seen: Gallery) -> None:
    assert all(seen.weights.values())
    assert {name: weight for name, weight in seen.weights.items() if weight >= OTHER_PAGE} == {}
