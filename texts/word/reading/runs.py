"""Runs of words, and the signs among them."""

from ..document import NoticeCode
from ..names import SPACE, w
from ..parsing import Element
from .state import Handler, Reading
from .symbols import PRIVATE, in_font, sign
from .values import is_on

_BLANKS = " \t\r\n"
_PROPERTIES, _VANISH, _FONTS = w("rPr"), w("vanish"), w("rFonts")
_FONT_KEYS = tuple(w(key) for key in ("ascii", "hAnsi", "cs", "eastAsia"))


def text(reading: Reading, element: Element) -> None:
    """``w:t`` and ``w:delText`` (and ``m:t``).

    Lines in the file are no lines in the text: they become blanks, and vanish at either end unless space is to be
    preserved. Plain blanks at either end stay even there: Word would drop them, but then words would stand together
    that were never meant to.
    """
    words = element.text
    if not words or reading.hiding:
        return
    if "\n" in words or "\r" in words:
        if element.get(SPACE) != "preserve":
            words = words.strip(_BLANKS)
        words = words.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    if not words.isascii() and PRIVATE.search(words):
        words = in_font(words, _font(element))
    reading.say(words)


def symbol(reading: Reading, element: Element) -> None:
    """``w:sym``: a sign by its number in a font."""
    try:
        code = int(element.get(w("char"), "")[:8], 16)
    except ValueError:
        return
    reading.say(sign(code, element.get(w("font"), "")))


def properties(reading: Reading, element: Element) -> None:
    """``w:rPr``: hidden text is read, and said to be there."""
    if is_on(element.find(_VANISH)):
        run = element.getparent()
        if run is not None and run.find(w("t")) is not None and not reading.hiding:
            reading.notice(NoticeCode.HIDDEN_TEXT)


def _font(element: Element) -> str:
    run = element.getparent()
    fonts = None if run is None else run.find(f"{_PROPERTIES}/{_FONTS}")
    if fonts is None:
        return ""
    return next((found for key in _FONT_KEYS if (found := fonts.get(key))), "")


def _says(words: str) -> Handler:
    def handler(reading: Reading, element: Element) -> None:
        reading.say(words)

    return handler


HANDLERS: dict[str, Handler] = {
    w("t"): text,
    w("delText"): text,
    w("sym"): symbol,
    w("rPr"): properties,
    w("tab"): _says("\t"),
    w("ptab"): _says("\t"),
    w("br"): _says("\n"),
    w("cr"): _says("\n"),
    w("noBreakHyphen"): _says("\u2011"),
    w("softHyphen"): _says("\u00ad"),
}
