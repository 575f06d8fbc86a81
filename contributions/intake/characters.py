"""Characters that text brings along from Word or a PDF and that no reader meant."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

from common.lines import composed

Fault = Literal["invisible", "override", "font", "ligature", "bullet"]
Faults = Counter[Fault]

BULLET = "•"
SOFT_HYPHEN = "\u00ad"
# What may stand before the first visible character of a line without being seen.
UNSEEN = "[\u200e\u200f\u061c\u2066-\u2069]*"
JOINERS = re.compile("[\u200c\u200d]+")

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x85\u2028]")
# An optional hyphen in the middle of a line is invisible; at its end it divides a word.
_INVISIBLE = re.compile(
    "[\u200b\u2060-\u2065\u206a-\u206f\ufeff\u180e\ufff9-\ufffb\U000e0000-\U000e007f]|\u00ad(?![^\\S\n]*\n)"
)
# Word keeps its bullets in the private places of its symbol fonts (U+F0B7 is the usual one); its
# second level is the letter o before a tab.
_BULLET = re.compile(
    rf"^[^\S\n]*({UNSEEN})(?:[•‣⁃◦▪▫●○■□◆◇►▶➢➤✓✔∙・\uf020-\uf0ff]+[^\S\n]*|[·‧][^\S\n]+|o[^\S\n]*\t[^\S\n]*(?=\S))",
    re.MULTILINE,
)
_OVERRIDE = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_FONT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
# Latin ligatures, and the shapes of Arabic letters that PDF files contain instead of the letters.
_LIGATURE = re.compile("[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]")
_SPACES = re.compile(r"[^\S\n]+")
_NO_BREAK = "\u00a0\u202f"
_FRENCH_AFTER, _FRENCH_BEFORE = "«‹", "»›;:!?%"
_SENTENCE_END = ".!?:;…。！？；：؟؛۔"


def tidy(text: str) -> tuple[str, Faults]:
    """Put in order single characters and blanks, leaving every line where it is.

    Lines end in ``\\n`` and have no blanks around them; the text is in Unicode's form NFC. A soft
    hyphen is left only at the end of a line. Letters are never lost: ligatures and Arabic
    presentation forms become the letters they stand for, characters that only one font can show
    become a blank. Never raises.
    """
    faults: Faults = Counter()
    text = _without_pages(_LINE_BREAK.sub("\n", text).replace("\u2029", "\n\n"))
    text = text.replace("\x1e", "-").replace("\x1f", SOFT_HYPHEN)  # Word's own two hyphens
    text = _bullets(text, faults)
    text = _count(_FONT, " ", text, faults, "font")
    text = _count(_OVERRIDE, "", text, faults, "override")
    text = _count(_INVISIBLE, "", text, faults, "invisible")
    text = _letters(text, faults)
    text = composed(text)
    text = composed(JOINERS.sub(_joiner, text))
    return "\n".join(_SPACES.sub(_blank, line).strip() for line in text.split("\n")), faults


def columns(text: str) -> int:
    """How wide ``text`` is in a fixed-width font: Chinese characters count two, marks and controls none."""
    if text.isascii():
        return len(text)
    return sum(_column(character) for character in text)


def ends_sentence(text: str) -> bool:
    """Does it end in a mark after which a new sentence, or an item of a list, may begin?"""
    return text.rstrip("\"'”’»)]）】 \u2066\u2067\u2068\u2069\u200e\u200f").endswith(tuple(_SENTENCE_END))


def balanced(line: str) -> str:
    """The line without direction isolates that have no partner in it."""
    if not _ISOLATES.search(line):
        return line
    unpaired: set[int] = set()
    opened: list[int] = []
    for place, character in enumerate(line):
        if character in "\u2066\u2067\u2068":
            opened.append(place)
        elif character == "\u2069":
            if opened:
                opened.pop()
            else:
                unpaired.add(place)
    unpaired.update(opened)
    return "".join(character for place, character in enumerate(line) if place not in unpaired)


def _count(pattern: re.Pattern[str], instead: str, text: str, faults: Faults, fault: Fault) -> str:
    text, times = pattern.subn(instead, text)
    if times:
        faults[fault] += times
    return text


def _bullets(text: str, faults: Faults) -> str:
    def bullet(found: re.Match[str]) -> str:
        faults["bullet"] += found[0].strip() != BULLET
        return f"{found[1]}{BULLET} "

    return _BULLET.sub(bullet, text)


def _letters(text: str, faults: Faults) -> str:
    def letters(found: re.Match[str]) -> str:
        plain = unicodedata.normalize("NFKC", found[0])
        if plain == found[0] or " " in plain:
            return found[0]
        faults["ligature"] += 1
        return plain

    return _LIGATURE.sub(letters, text)


def _without_pages(text: str) -> str:
    """A page that ends inside a sentence goes on as the next line; otherwise a paragraph ends with it."""
    first, *pages = text.split("\f")
    done = [first]
    for page in pages:
        before, after = done[-1].rstrip(), page.lstrip()
        if not after:
            continue
        done[-1] = before
        inside = before and not ends_sentence(before[-3:]) and after[0].islower()
        done.append(("\n" if inside else "\n\n") + after)
    return "".join(done)


def _joiner(found: re.Match[str]) -> str:
    """Joiners mean something after letters of Persian or Indian scripts and in emoji, nothing elsewhere."""
    before = found.string[found.start() - 1] if found.start() else ""
    meant = before and not before.isascii() and unicodedata.category(before)[0] in "LMS"
    return found[0][0] if meant else ""


def _blank(found: re.Match[str]) -> str:
    """One blank; one that must not break stays where French or a number needs it."""
    if len(found[0]) > 1 or found[0] not in _NO_BREAK:
        return " "
    line = found.string
    before, after = line[max(found.start() - 1, 0) : found.start()], line[found.end() : found.end() + 1]
    french = before in _FRENCH_AFTER or after in _FRENCH_BEFORE
    return found[0] if before and after and (french or (before.isdigit() and after.isdigit())) else " "


@lru_cache(maxsize=8192)
def _column(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
