"""The stylesheet and the templates keep what they promise: contrast, direction, weight, no inline code."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

SHEET = (settings.BASE_DIR / "static/plenum.css").read_text(encoding="utf-8")
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "letters" not in path.parts]

# What is read on what: at least 4.5 to 1 (WCAG 2.2, 1.4.3).
TEXT = [
    *((word, ground) for word in ("ink", "muted", "accent") for ground in ("paper", "panel")),
    ("on-accent", "accent"),
    ("paper", "ink"),
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    *((tone, f"{tone}-soft") for tone in ("success", "warning", "danger")),
    *((word, f"{tone}-soft") for word in ("ink", "accent") for tone in ("success", "warning", "danger")),
    ("danger", "paper"),
]
# What must be seen but is not read: at least 3 to 1 (1.4.11).
EDGES = [("control", "paper"), ("accent", "paper"), ("danger", "paper")]


def palette(scheme: str) -> dict[str, str]:
    """The colours of ``light`` or ``dark`` as the sheet sets them."""
    light, dark = SHEET.split("@media (prefers-color-scheme: dark)")[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark.split(":lang(ar)")[0]))
    return colours


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (EDGES, 3.0)], ids=["text", "edges"])
def test_every_pair_of_colours_can_be_told_apart(scheme, pairs, least):
    colours = palette(scheme)

    faint = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < least} == {}


def test_dark_sets_every_colour_that_light_sets():
    dark = SHEET.split("@media (prefers-color-scheme: dark)")[1].split(":lang(ar)")[0]

    assert set(re.findall(r"--([\w-]+): #", dark)) == set(palette("light"))


def test_no_property_knows_left_from_right():
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|float"
        r"|(?:min-|max-)?(?:width|height))\s*:|text-align:\s*(?:left|right)"
    )
    without_conditions = re.sub(r"@media[^{]*", "", SHEET)

    assert physical.findall(without_conditions) == []


def test_nothing_is_forced():
    assert "!important" not in SHEET.split("*/", 1)[1]


def test_sheet_and_face_leave_room_for_the_page():
    sheet = len(gzip.compress(SHEET.encode(), 9))
    face = (settings.BASE_DIR / "static/fonts/newsreader-500.woff2").stat().st_size
    scripts = sum(path.stat().st_size for path in (settings.BASE_DIR / "static/js").glob("page.js"))

    assert sheet < 8_000
    assert face < 22_000
    assert scripts < 2_000


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_a_page_has_no_inline_code(path: Path):
    source = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text(encoding="utf-8"))

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", source) == []
    scripts = re.findall(r"<script\b([^>]*)>", path.read_text(encoding="utf-8"))
    assert [
        attributes for attributes in scripts if "src=" not in attributes and "application/json" not in attributes
    ] == []
