"""Texts of others, made fit to be stored and compared; names and titles as one line in which everything can be seen."""

import re
import sys
import unicodedata

# The database stores neither; the second are halves of characters, which no sound encoding has.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Signs that nobody sees, and signs that turn the direction of what follows: with them one name can be made to
# look like another. The two joiners stay, they mean something in Persian and in Indian scripts.
_UNSEEN = re.compile(
    "[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
# As many marks on one letter as any language could want (the number of Unicode's own "stream-safe" form, UAX 15).
MOST_MARKS = 30
_MARKS = "".join(re.escape(chr(code)) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code)))
_HEAP = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")


def storable(text: str) -> str:
    """The text without what no database takes."""
    return _UNSTORABLE.sub("", text)


def composed(text: str) -> str:
    """The text in Unicode's form NFC, with at most ``MOST_MARKS`` marks heaped on one letter.

    To bring heaped marks in order takes the square of their number: half a megabyte of them took four minutes.
    """
    return unicodedata.normalize("NFC", _HEAP.sub(r"\1", text))


def one_line(text: str) -> str:
    """The text without line breaks, invisible signs, and blanks around it; in Unicode's form NFC."""
    line = " ".join(_UNSEEN.sub("", storable(text)).split())
    return composed(line) if _JOINERS.sub("", line).strip() else ""


def isolated(words: str) -> str:
    """Words of somebody in a sentence of ours, perhaps of another direction: they turn nothing, and are not turned."""
    return f"\u2068{words}\u2069"
