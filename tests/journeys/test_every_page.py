"""Every kind of page, looked at by machines: axe, the HTML checker, the console, the scales and a ruler.

The requirements name two weights. The first page that somebody opens brings style sheet, font, icon and script with
it and may weigh 60 kB in all: measured on the home page with an empty cache. After that these lie in the browser's
cache, so that what another page weighs is what comes over the wire for it alone: 40 kB at most. Both as the browser's
own network log counts them, headers included.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from playwright.sync_api import Browser

from tests.journeys import addresses, html
from tests.journeys.pages import KINDS, Kind
from tests.journeys.stage import Stage
from tests.journeys.visitor import Look, Visitor

pytestmark = pytest.mark.journey

# PICTURES=1 keeps one of every page, for people to look at; they take as long as all the rest.
PICTURES = bool(os.environ.get("PICTURES"))
ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
LOOKS = (
    Look("english", "en", "ltr", 1280, "light", with_axe=True),
    Look("arabic-dark", "ar", "rtl", 360, "dark", with_axe=True),
    Look("french", "fr", "ltr", 768, "dark", with_axe=False),
)
# What is judged together is seen by one worker: titles and weights, of the English pages.
ENGLISH, OTHERS = (pytest.mark.xdist_group(f"pages {which}") for which in ("english", "others"))
GROUPS = {look: ENGLISH if look.language == "en" else OTHERS for look in LOOKS}
# French is there for its long words: pages that differ in their state only need not be seen in it.
SEEN = [
    pytest.param(look, kind, id=f"{look.name}-{kind.name}", marks=GROUPS[look])
    for look in LOOKS
    for kind in KINDS
    if look.with_axe or not kind.titled_as
]
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
    """What was seen so far: titles and weights by kind, addresses by name, answers in a folder for each look."""

    def __init__(self) -> None:
        self.look: Look | None = None
        self.titles: dict[str, str] = {}
        self.weights: dict[str, int] = {}
        self.addresses: set[str] = set()

    @staticmethod
    def folder(look: Look) -> Path:
        return ARTEFACTS / "pages" / look.name

    def begin(self, look: Look) -> None:
        """From now on pages are seen like this."""
        self.look = look
        rmtree(self.folder(look), ignore_errors=True)
        self.folder(look).mkdir(parents=True)


@pytest.fixture(scope="module")
def stage(browser: Browser, house: object) -> Iterator[Stage]:
    """Everybody signed in, everything written."""
    built = Stage(browser, house)
    yield built
    built.close()


@pytest.fixture(scope="module")
def seen() -> Gallery:
    """An empty gallery."""
    return Gallery()


@pytest.mark.parametrize(("look", "kind"), SEEN)
def test_page_has_no_fault(look: Look, kind: Kind, stage: Stage, seen: Gallery) -> None:
    if seen.look != look:
        stage.change(look)
        seen.begin(look)
    visitor = stage.visitors[kind.visitor]

    sight = visitor.see(kind.address.format(language=look.language, **stage.places), kind.form)
    (seen.folder(look) / f"{kind.name}.html").write_text(sight.html, encoding="utf-8")
    if look.language == "en":
        seen.titles[kind.name] = sight.title
        seen.weights[kind.name] = sight.bytes
        seen.addresses.add(addresses.name_of(visitor.page.url))
    if PICTURES and look.with_axe and not kind.titled_as:
        visitor.page.screenshot(path=seen.folder(look) / f"{kind.name}.jpg", quality=60, full_page=True)

    assert sight.status == kind.status
    assert visitor.page.locator(kind.shows).count(), f"no {kind.shows} at {visitor.page.url}"
    assert visitor.faults(look) == []


@ENGLISH
def test_machines_see_what_is_wrong(stage: Stage) -> None:
    visitor, look = stage.visitors["anybody"], LOOKS[0]
    stage.change(look)
    visitor.see("/help/")
    visitor.page.evaluate(SPOIL)

    told = " ".join(visitor.faults(look))

    for word in ("color-contrast", "image-alt", "label", "Content Security Policy", "wider than 320", "2 h1"):
        assert word in told


@pytest.mark.parametrize("look", [pytest.param(look, id=look.name, marks=GROUPS[look]) for look in LOOKS])
def test_html_of_every_page_is_valid(look: Look, seen: Gallery) -> None:
    # One that is wrong on purpose shows that the checker is awake.
    folder = seen.folder(look)
    (folder / "spoilt.html").write_text("<!DOCTYPE html><html lang=en><title>x</title><p><ul></ul></p>")

    found = html.faults(folder)

    assert [fault for fault in found if not fault.startswith("spoilt.html:")] == []
    assert len(found) == 1


@ENGLISH
def test_titles_tell_pages_apart(seen: Gallery) -> None:
    meant = {kind.name: seen.titles.get(kind.name, "").casefold() for kind in KINDS if not kind.titled_as}
    same = {title: [name for name in meant if meant[name] == title] for title in meant.values()}

    assert {title: names for title, names in same.items() if len(names) > 1} == {}


@ENGLISH
def test_every_address_with_a_page_was_seen(seen: Gallery) -> None:
    """What has no kind is in ``addresses.NO_KIND``, with the reason."""
    assert sorted(addresses.to_be_seen() - seen.addresses) == []
    assert sorted(addresses.NO_KIND.keys() & seen.addresses) == []


@ENGLISH
def test_first_page_is_light(browser: Browser, house: object) -> None:
    newcomer = Visitor(browser, house.url)  # type: ignore[attr-defined]

    newcomer.see("/")
    newcomer.page.wait_for_load_state("networkidle")
    weight = newcomer.bytes
    newcomer.context.close()

    assert 10_000 < weight < FIRST_PAGE


@ENGLISH
def test_other_pages_are_light(seen: Gallery) -> None:
    assert all(seen.weights.values())
    assert {name: weight for name, weight in seen.weights.items() if weight >= OTHER_PAGE} == {}
