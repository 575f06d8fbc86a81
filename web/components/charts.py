"""Charts that are drawn by the server: bars with their labels and numbers, for those who see and those who listen.

Nothing hangs on colour: a bar has its label above it and its number beside it, and a part of a bar is hatched. All
places are shares of the width, so that letters keep their size on a phone, and a page from right to left has its bars
from the right. A chart is never alone: the same numbers stand in a table beneath it.
"""

import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.languages import active, direction, locale_of
from web.components import register, rendered

# What a row is made of: its label, its number (None: not shown), and how much of that is the hatched part.
Row = tuple[str, int | None, int]

# Shares of the width: the longest bar; the rest is for its number.
LONGEST = 72
LINE, BAR, GAP = 23, 14, 16
# As wide as a phone lets a label be, in letters.
LABEL = 40


@dataclass(frozen=True)
class Bar:
    """One row as it is drawn; places in pixels from above and in percent from the side where reading begins."""

    lines: list[tuple[int, str]]
    bar_y: int
    number_y: int
    number: str
    parts: list[tuple[str, str, bool]]
    number_x: str


@register.simple_tag
def bar_chart(
    *, title: str, rows: Iterable[Row], part: str = "", rest: str = "", nothing: str = "", unsaid: str = ""
) -> SafeString:
    """Horizontal bars in the order given: ``{% bar_chart title=… rows=… part=_("for the first time") %}``.

    A row is ``(label, number, part of it)``; the number is None where it is not to be shown, and then ``unsaid``
    stands in its place. ``nothing`` is said beside a zero. ``part`` and ``rest`` name the hatched and the full part of
    bars. Two charts on a page have two titles.
    """
    is_rtl = direction(active()) == "rtl"
    given = list(rows)
    most = max((number or 0 for _label, number, _part in given), default=0)
    bars, height = [], 0
    for bar, bottom in _laid(given, most, is_rtl=is_rtl, nothing=nothing, unsaid=unsaid or _("not shown")):
        bars.append(bar)
        height = bottom
    return rendered(
        "bar_chart",
        {
            "id": f"chart-{zlib.crc32(title.encode()):x}",
            "title": title,
            "bars": bars,
            "height": height,
            "bar_height": BAR,
            "part": part,
            "rest": rest,
            "start": "100%" if is_rtl else "0",
        },
    )


def _laid(rows: Iterable[Row], most: int, *, is_rtl: bool, nothing: str, unsaid: str) -> Iterator[tuple[Bar, int]]:
    """Each row with where it ends."""
    top = 0
    for label, number, part in rows:
        lines = [(top + LINE * (place + 1) - 8, line) for place, line in enumerate(_wrapped(label))]
        bar_y = top + LINE * len(lines)
        share = LONGEST * (number or 0) / most if most else 0.0
        hatched = share * part / number if number else 0.0
        parts = [
            (_side(0.0, hatched, is_rtl), f"{hatched:.2f}%", True),
            (_side(hatched, share - hatched, is_rtl), f"{share - hatched:.2f}%", False),
        ]
        bar = Bar(
            lines=lines,
            bar_y=bar_y,
            number_y=bar_y + BAR - 2,
            number=_said(number, nothing, unsaid),
            parts=[each for each in parts if each[1] != "0.00%"],
            number_x=f"{100 - share - 1.5:.2f}%" if is_rtl else f"{share + (1.5 if share else 0):.2f}%",
        )
        top = bar_y + BAR + GAP
        yield bar, top


def _side(start: float, width: float, is_rtl: bool) -> str:
    return f"{100 - start - width:.2f}%" if is_rtl else f"{start:.2f}%"


def _said(number: int | None, nothing: str, unsaid: str) -> str:
    if number is None:
        return unsaid
    written = format_decimal(number, locale=locale_of(active()))
    return f"{written} · {nothing}" if not number and nothing else written


def _wrapped(label: str) -> list[str]:
    """The label in lines that a phone shows whole; a sign of an East Asian script is as wide as two letters."""
    lines, line = [], ""
    for word in label.split():
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > LABEL:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
