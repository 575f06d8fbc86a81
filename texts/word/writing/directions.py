"""Which way words run, and of which script they are: Word wants to be told."""

import re
from collections.abc import Iterator

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})

# Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, and their presentation forms.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LETTER = re.compile(rf"([{_RTL}])|[^\W\d_]")
# What runs against its paragraph: from a first letter to a last, with all that stands between them.
_AGAINST_RIGHT = re.compile(rf"[{_RTL}](?:(?:[^\w]|[\d_{_RTL}])*[{_RTL}])?")
# A reference such as IEG/2/11 stays whole.
_AGAINST_LEFT = re.compile(rf"[^\W\d_{_RTL}](?:[^{_RTL}]*[^\W\d_{_RTL}])?(?:[^\s{_RTL}]*\d)?")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def runs_left(text: str, *, otherwise: bool) -> bool:
    """Does a text run from right to left? Its first letter says so, as in the Unicode rules; ``otherwise`` if none."""
    first = _LETTER.search(text)
    return bool(first.group(1)) if first else otherwise


def stretches(text: str, *, leftwards: bool) -> Iterator[tuple[str, bool]]:
    """Yield the text in stretches with whether each runs to the left.

    Words that run against their paragraph stand apart; blanks, marks and numbers around them go with the paragraph.
    """
    at = 0
    for found in (_AGAINST_LEFT if leftwards else _AGAINST_RIGHT).finditer(text):
        if at < found.start():
            yield text[at : found.start()], leftwards
        yield found.group(), not leftwards
        at = found.end()
    if at < len(text):
        yield text[at:], leftwards


def is_east_asian(text: str) -> bool:
    """Does it hold Chinese, Japanese or Korean characters? Their quotation marks want a font of theirs."""
    return _EAST_ASIAN.search(text) is not None
