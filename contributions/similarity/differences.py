"""What two contributions say differently, part by part, as redlines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contributions.content import Content
from texts.engine.redline import Piece, PieceKind, redline

from .words import number_of_words

# So many characters of two parts together are compared word by word (a second or so); more is read side by side.
LONGEST = 120_000


@dataclass(frozen=True)
class Part:
    """One part of both: ``name`` as in ``Content``, ``question`` the id of the question that it answers, if one.

    ``pieces`` are none where the part is too long to be compared; ``old`` and ``new`` are what each says. ``asked`` is
    the question itself, for those who look it up.
    """

    name: str
    question: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    asked: Any = field(default=None, compare=False)

    @property
    def is_same(self) -> bool:
        return self.old == self.new

    @property
    def is_too_long(self) -> bool:
        return not self.is_same and not self.pieces


@dataclass(frozen=True)
class Difference:
    """How much of its own a contribution has: words that it adds to another, and words of that which it leaves out."""

    added: int
    left_out: int

    @property
    def is_none(self) -> bool:
        return not self.added and not self.left_out


def differences(one: Content, other: Content) -> list[Part]:
    """Every part that either has, in reading order; of the parts that differ, the redline from ``one`` to ``other``."""
    return [_part(name, question, old, new) for name, question, old, new in _pairs(one, other) if old or new]


def summary(parts: list[Part]) -> Difference:
    """The differences in two numbers; a part that is too long counts whole."""
    added = left_out = 0
    for part in parts:
        if part.is_too_long:
            added, left_out = added + number_of_words(part.new), left_out + number_of_words(part.old)
        added += sum(number_of_words(piece.text) for piece in part.pieces if piece.kind is PieceKind.INS)
        left_out += sum(number_of_words(piece.text) for piece in part.pieces if piece.kind is PieceKind.DEL)
    return Difference(added, left_out)


def _part(name: str, question: str, old: str, new: str) -> Part:
    is_short = len(old) + len(new) <= LONGEST
    return Part(name, question, old, new, redline(old, new) if is_short and old != new else ())


def _pairs(one: Content, other: Content) -> Iterator[tuple[str, str, str, str]]:
    yield "title", "", one.title.strip(), other.title.strip()
    yield "statement", "", _tidy(one.statement), _tidy(other.statement)
    for question in sorted({*one.answers, *other.answers}, key=lambda key: (len(key), key)):
        yield "answer", question, _tidy(one.answers.get(question, "")), _tidy(other.answers.get(question, ""))
    yield "recommendations", "", _joined(one.recommendations), _joined(other.recommendations)
    yield "changes", "", _changes(one), _changes(other)
    yield "missing", "", _tidy(one.missing), _tidy(other.missing)


def _changes(content: Content) -> str:
    """What is proposed to a text, as a list of wordings and reasons."""
    said = ([str(each.get(key) or "") for key in ("wording", "reason")] for each in content.changes)
    return _joined([" – ".join(filter(None, words)) for words in said])


def _joined(texts: list[str]) -> str:
    return "\n\n".join(_tidy(text) for text in texts)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
