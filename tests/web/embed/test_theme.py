"""The accents of a list as a sheet, and the sheet of the list itself."""

import gzip
import re

import pytest
from django.conf import settings

from common.colours import contrast
from web.forms.embedded import GROUNDS

THEME = "/embed/theme.css"
SHEET = (settings.BASE_DIR / "static/embed.css").read_text(encoding="utf-8")


def palette(scheme):
    """The colours that the list has in this scheme, ours where the house has none."""
    light, dark = re.findall(r"\{\s*color-scheme: \w+;\s*(--ground.*?)\}", SHEET, re.DOTALL)[:2]
    return dict(re.findall(r"--(\w+): (?:var\([^,]*, )?(#[0-9a-f]{6})", {"light": light, "dark": dark}[scheme]))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("accent=a01818", ":root, :host {\n  --accent-light: #a01818;\n}\n"),
        ("scheme=dark&accent=fc9", ":root, :host {\n  --accent-dark: #ffcc99;\n}\n"),
        (
            "scheme=auto&accent=a01818&accent_dark=ffcc99",
            ":root, :host {\n  --accent-light: #a01818;\n  --accent-dark: #ffcc99;\n}\n",
        ),
    ],
)
def test_it_says_the_accents_and_nothing_else(query, said, client):
    answer = client.get(f"{THEME}?{query}")

    assert answer.status_code == 200
    assert answer.content.decode() == said
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


@pytest.mark.parametrize(
    "query", ["accent=ffcc00", "accent=red", "accent=}body{", "accent=000&x=1", "scheme=dark&accent=000", "accent=%00"]
)
def test_what_is_no_accent_never_gets_into_a_sheet(query, client):
    answer = client.get(f"{THEME}?{query}")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "theme"),
    [
        ("", None),
        ("accent=%23a01818", "/embed/theme.css?accent=a01818"),
        ("scheme=auto&accent=A01818&accent_dark=fc9&lang=ar", None),
    ],
)
def test_the_list_links_its_accents_where_it_has_its_own(query, theme, client):
    page = client.get(f"/embed/periods?{query}").content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/embed/theme[^"]*)"', page)]

    if theme is None and query:
        theme = "/embed/theme.css?scheme=auto&accent=a01818&accent_dark=ffcc99"
    assert links == [theme] * bool(query)
    assert all(client.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_our_own_colours_can_be_told_apart(scheme):
    colours = palette(scheme)
    assert colours["ground"] == GROUNDS[scheme]

    ratios = {name: contrast(colours[name], colours["ground"]) for name in ("ink", "muted", "accent", "edge")}

    assert min(ratios[name] for name in ("ink", "muted", "accent")) >= 4.5
    assert ratios["edge"] >= 3


def test_as_the_device_is_set_it_has_the_colours_of_dark():
    set_dark, as_set = re.findall(r"\{\s*color-scheme: dark;\s*(.*?)\}", SHEET, re.DOTALL)

    assert set_dark.split() == as_set.split()


def test_sheet_is_small_turns_with_the_page_and_forces_nothing():
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|float"
        r"|(?:min-|max-)?(?:width|height))\s*:|text-align:\s*(?:left|right)"
    )
    without_conditions = re.sub(r"@(?:media|container)[^{]*", "", SHEET)

    assert physical.findall(without_conditions) == []
    assert "!important" not in SHEET
    assert len(gzip.compress(SHEET.encode(), 9)) < 4_000
