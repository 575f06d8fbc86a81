"""The labels of rival wordings: c), c) bis, c) ter, c) quater …

One word from two to a hundred, as treaties and statutes write them (undecies, unvicies, novotricies); after that the
hundreds stand in front (centies bis).
"""

from functools import cache

_UNITS = ("", "semel", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies")
_BEFORE_TENS = ("", "un", "duo", "ter", "quater", "quin", "sex", "sept", "octo", "novo")
_TENS = (
    "",
    "decies",
    "vicies",
    "tricies",
    "quadragies",
    "quinquagies",
    "sexagies",
    "septuagies",
    "octogies",
    "nonagies",
)
_HUNDREDS = (
    "",
    "centies",
    "ducenties",
    "trecenties",
    "quadringenties",
    "quingenties",
    "sescenties",
    "septingenties",
    "octingenties",
    "nongenties",
)


def nth(label: str, place: int) -> str:
    """Return the label of the wording at this place, counted from one: the first keeps the label it has.

    A clause without a label has "", "bis", "ter" …. ``ValueError`` for a place before the first.
    """
    if place < 1:
        raise ValueError(f"places are counted from one, not {place}")
    label = label.strip()
    return label if place == 1 else f"{label} {_times(place)}".strip()


@cache
def _times(number: int) -> str:
    """So many times, in Latin."""
    thousands, rest = divmod(number, 1000)
    hundreds, below = divmod(rest, 100)
    tens, units = divmod(below, 10)
    words = (
        (_times(thousands) if thousands > 1 else "", "milies") if thousands else (),
        (_HUNDREDS[hundreds],),
        (_BEFORE_TENS[units] + _TENS[tens] if tens else _UNITS[units],),
    )
    return " ".join(word for each in words for word in each if word)
