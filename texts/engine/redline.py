"""Showing what a wording changes, as a delegate would mark it: whole words, and whole phrases where little is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .edits import edits, joined, phrases
from .tokens import cut


class PieceKind(StrEnum):
    """What becomes of a piece of wording."""

    SAME = "same"
    INS = "ins"
    DEL = "del"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay, come or go together."""

    kind: PieceKind
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """Return the old and the new wording as one.

    What stays and what goes is the old wording, to the character; what stays and what comes is the new one. No piece
    is empty, neighbours differ in kind, and at one place what goes stands before what comes. No piece begins with a
    mark that belongs on the letter before it.
    """
    return tuple(_pieces(old, new))


def before(pieces: Iterable[Piece]) -> str:
    """Return the old wording."""
    return "".join(piece.text for piece in pieces if piece.kind is not PieceKind.INS)


def after(pieces: Iterable[Piece]) -> str:
    """Return the new wording."""
    return "".join(piece.text for piece in pieces if piece.kind is not PieceKind.DEL)


def flattened(pieces: Iterable[Piece]) -> str:
    """Return everything side by side, as a reader sees it to whom nobody shows what comes and what goes."""
    return "".join(piece.text for piece in pieces)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    words = cut(old)
    at = 0
    for group in phrases(edits(old, new), words):
        edit = joined(group, words)
        yield from _piece(PieceKind.SAME, words[at : edit.start])
        yield from _piece(PieceKind.DEL, words[edit.start : edit.end])
        yield from _piece(PieceKind.INS, edit.words)
        at = edit.end
    yield from _piece(PieceKind.SAME, words[at:])


def _piece(kind: PieceKind, words: tuple[str, ...]) -> Iterator[Piece]:
    if words:
        yield Piece(kind, "".join(words))
