"""Which line breaks were meant, and which a page's width made.

A text is read in blocks: what stands between empty lines, and again from one item of a list to the
next. A block is **wrapped** if it looks as if a page's width had broken its lines:

- its longest line is between ``NARROW`` and ``WIDE`` columns, as on a page. Lines of an address or a
  verse are shorter; lines longer than a page is wide are whole paragraphs, one a line;
- after most lines that do not end a sentence, the next word would indeed not have fitted any more
  (``FULL`` of the longest line, because letters differ in width), and there is such a line at all.

In a wrapped block, lines are joined where the next word would not have fitted; where it would have,
a paragraph ends. A block that is not wrapped stays exactly as it is. Nothing in between, so that
looking a second time changes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .characters import SOFT_HYPHEN, columns, ends_sentence
from .markers import Marker, marker_of

NARROW, NARROW_ITEM, WIDE = 45, 30, 130
FULL = 0.85
# No word that a line's end divided is longer; what is, is looked at from here on only.
LONGEST_WORD = 100

_HYPHENS = "-\u2010\u00ad"
# Scripts that are written without blanks between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)
_TOGETHER = re.compile(rf"{_UNSPACED}\n{_UNSPACED}")
_DIVIDED = re.compile(rf"(\w*[^\W\d_])[{_HYPHENS}]$")

Block = list[str]


def blocks(text: str) -> Iterator[Block]:
    """The lines of ``text`` in blocks: parted by empty lines and before each item of a list."""
    block: Block = []
    item: Marker | None = None
    for line in _bare_markers_joined(text.split("\n")):
        marker = marker_of(line)
        begins = marker is not None and (not block or _begins_item(marker, after=block[-1], item=item))
        if block and (not line or begins):
            yield block
            block = []
        if not line:
            item = None
            continue
        if begins:
            item = marker
        block.append(line)
    if block:
        yield block


class Joiner:
    """Joins the lines of one text's blocks, and counts what it did."""

    def __init__(self, text: str) -> None:
        self.words = Counter(re.findall(r"[\w\u2010-]+", text.lower()))
        self.joined = 0
        self.divided: list[str] = []

    def paragraphs(self, block: Block) -> list[str]:
        """The block as paragraphs; a block that is not wrapped is one, with its lines as they were."""
        if len(block) == 1:
            return [block[0].rstrip(SOFT_HYPHEN)]
        width = max(columns(line) for line in block if " " in line or not line.isascii()) if _has_words(block) else 0
        if width > WIDE and not _any_soft(block):
            return [line.rstrip(SOFT_HYPHEN) for line in block]
        if not _is_wrapped(block, width):
            return ["\n".join(line.rstrip(SOFT_HYPHEN) for line in block)]
        return self._joined(block, width)

    def _joined(self, block: Block, width: int) -> list[str]:
        done: list[str] = []
        parts = [block[0]]
        for line, following in pairwise(block):
            if _goes_on(line, following, width):
                self._add(parts, following)
            else:
                done.append("".join(parts).rstrip(SOFT_HYPHEN))
                parts = [following]
        return [*done, "".join(parts).rstrip(SOFT_HYPHEN)]

    def _add(self, parts: list[str], line: str) -> None:
        """Add a line to the parts of a paragraph. Only their end is looked at: a paragraph may have any length."""
        self.joined += 1
        # Asked first because it is cheap: few lines end in a hyphen.
        divided = _DIVIDED.search(_end_of(parts)) if parts[-1].endswith(tuple(_HYPHENS)) else None
        if divided and line[:1].islower():
            parts[-1] = self._without_hyphen(parts[-1], line, divided[1])
        else:
            parts[-1] = parts[-1].rstrip(SOFT_HYPHEN)
            parts.append(_between(_end_of(parts), line))
        parts.append(line)

    def _without_hyphen(self, first: str, second: str, start: str) -> str:
        """The line without its hyphen, unless the text elsewhere writes the word with one and never without."""
        rest = re.match(r"\w+", second)
        end = rest[0] if rest else ""
        hyphen = first[-1]
        compound = self.words[f"{start}{hyphen}{end}".lower()] and not self.words[f"{start}{end}".lower()]
        if hyphen != SOFT_HYPHEN and compound:
            return first
        self.divided.append(f"{start}{end}")
        return first[:-1]


def _end_of(parts: list[str]) -> str:
    """The last characters of a paragraph, as many as a word may have."""
    end = ""
    for part in reversed(parts):
        end = part[-LONGEST_WORD:] + end
        if len(end) >= LONGEST_WORD:
            break
    return end


def _between(end: str, line: str) -> str:
    """What stands between two joined lines: a blank, or nothing."""
    if end.endswith(("-", "\u2010", "/", "—")) and len(end) > 1 and end[-2] != " ":
        return ""
    return "" if _TOGETHER.search(f"{end[-1:]}\n{line[:1]}") else " "


def _begins_item(marker: Marker, *, after: str, item: Marker | None) -> bool:
    """Is a marker in the middle of a block an item? Not if a sentence merely wrapped before "2015." or a dash."""
    if marker.text.strip() == "•" or marker.ordinal == 1:
        return True
    return (item is not None and item.kind == marker.kind) or columns(after) < NARROW or ends_sentence(after)


def _bare_markers_joined(lines: list[str]) -> Iterator[str]:
    """A bullet alone on its line belongs to the line below."""
    bare = ""
    for line in lines:
        whole = line
        if bare and line and not marker_of(line):
            whole, bare = f"{bare} {line}", ""
        if bare:
            yield bare
            bare = ""
        marker = marker_of(whole)
        if marker and marker.text.strip() == whole:
            bare = whole
        else:
            yield whole
    if bare:
        yield bare


def _is_wrapped(block: Block, width: int) -> bool:
    if _any_soft(block):
        return True
    if not (NARROW_ITEM if marker_of(block[0]) else NARROW) <= width <= WIDE:
        return False
    inside = [_fits_not(line, following, width) for line, following in pairwise(block) if not ends_sentence(line)]
    return any(inside) and 2 * sum(inside) >= len(inside)


def _goes_on(line: str, following: str, width: int) -> bool:
    return line.endswith(SOFT_HYPHEN) or _fits_not(line, following, width)


def _fits_not(line: str, following: str, width: int) -> bool:
    word = following.split(" ", 1)[0]
    if not word.isascii() and re.match(_UNSPACED, word):
        word = word[0]
    return columns(line) + 1 + columns(word) > FULL * width


def _has_words(block: Block) -> bool:
    return any(" " in line or not line.isascii() for line in block)


def _any_soft(block: Block) -> bool:
    return any(line.endswith(SOFT_HYPHEN) for line in block[:-1])
