"""A compilation as a Word file: for reading and printing, without tracked changes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from texts.engine.compilation import Compilation, Line, Phrases, Role, lines
from texts.engine.outline import ClauseKind
from texts.engine.redline import PieceKind
from texts.engine.tracked import Paragraph, Run

from .about import About
from .blocks import STYLES, Block
from .document import written

_POSITIONS = frozenset({Role.SUPPRESSED, Role.KEPT, Role.MOVED})


def compilation_docx(
    compilation: Compilation, about: About, *, notes: Sequence[str] = (), phrases: Phrases | None = None
) -> bytes:
    """Return the compilation under its title. ``notes``: what stands below that (the rule of order, the share …).

    Rivals show the words as proposed, those that are new underlined. Reasons follow in paragraphs of their own.
    """
    return written(replace(about, tracking=False), _blocks(compilation, about, notes, phrases))


def _blocks(compilation: Compilation, about: About, notes: Sequence[str], phrases: Phrases | None) -> Iterator[Block]:
    yield Block(Paragraph((Run(about.title),), style="Title"), about.title)
    for note in notes:
        yield Block(Paragraph((Run(note),), style="Note"), note)
    for line in lines(compilation, phrases):
        yield _block(line)
        for sources, reason in line.reasons:
            yield Block(Paragraph((Run(f"{sources}: "), Run(reason)), style="Reason"), reason, faces=("Sources", ""))


def _block(line: Line) -> Block:
    """One line: bracket, label, words, bracket, and who proposes it."""
    parts: list[tuple[str, str]] = [(line.label + _gap(line), "")] if line.label else []
    parts += [
        (piece.text, "NewWords" if piece.kind is PieceKind.INS else "")
        for piece in line.pieces
        if piece.kind is not PieceKind.DEL
    ]
    if line.has_brackets:
        parts = [("[", "Bracket"), *parts, ("]", "Bracket")]
    if line.attribution:
        parts.append((f" — {line.attribution}", "Sources"))
    texts, faces = tuple(Run(text) for text, _ in parts), tuple(face for _, face in parts)
    ours = line.role in _POSITIONS or line.role is Role.HEADING
    return Block(Paragraph(texts, style=_style(line)), "" if ours else line.text, faces=faces)


def _gap(line: Line) -> str:
    """A short label is followed by a tab, as in the text; a longer one would push it aside."""
    return "\t" if line.role in (Role.AGREED, Role.BASE) and line.kind in _ITEMS else " "


_ITEMS = frozenset({ClauseKind.ITEM, ClauseKind.SUB_ITEM})


def _style(line: Line) -> str:
    if line.role is Role.HEADING:
        return STYLES[ClauseKind.TITLE]
    return "Position" if line.role in _POSITIONS else STYLES[line.kind]
