"""Plain text and what somebody pastes, as paragraphs."""

import re
from collections.abc import Iterator

from texts.engine.containers import opening_of
from texts.engine.lettering import lettered
from texts.engine.reading import Plain

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


def read_plain(text: str) -> list[Plain]:
    """Return its paragraphs.

    Where empty lines part them, a line inside one begins another only with a label or the words of a heading
    ("considering"), and else goes on the line before; without any empty line each line is a paragraph.
    """
    text = _BREAKS.sub("\n", text).replace("\u2029", "\n\n").strip("\n")
    if not _EMPTY_LINE.search(text):
        return [Plain(line.strip()) for line in text.split("\n") if line.strip()]
    return [Plain(paragraph) for block in _EMPTY_LINE.split(text) for paragraph in _paragraphs(block)]


def _paragraphs(block: str) -> Iterator[str]:
    lines: list[str] = []
    for line in (each.strip() for each in block.split("\n")):
        if not line:
            continue
        if lines and (lettered(line)[0] or opening_of(line)):
            yield "\n".join(lines)
            lines = []
        lines.append(line)
    if lines:
        yield "\n".join(lines)
