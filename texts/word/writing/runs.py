"""Words as runs: each of one direction, with their tabs and line breaks."""

import re
from collections.abc import Iterator

from lxml import etree

from .directions import is_east_asian, stretches
from .markup import w, words

_SPECIAL = re.compile(r"(\t|\r\n|[\r\n\v\f])")


def runs(text: str, face: str = "", *, leftwards: bool, tag: str = "t") -> Iterator[etree._Element]:
    """Write words in a character style ("" for none); ``tag`` is "delText" for those that are deleted."""
    for stretch, left in stretches(text, leftwards=leftwards):
        properties = [
            w("rStyle", val=face) if face else None,
            w("rFonts", hint="eastAsia") if is_east_asian(stretch) else None,
            w("rtl") if left else None,
        ]
        known = [each for each in properties if each is not None]
        yield w("r", w("rPr", *known) if known else None, *_texts(stretch, tag))


def _texts(text: str, tag: str) -> Iterator[etree._Element]:
    """Write words with their tabs and line breaks."""
    for place, piece in enumerate(_SPECIAL.split(text)):
        if place % 2:
            yield w("tab" if piece == "\t" else "br")
        elif piece:
            yield words(tag, piece)
