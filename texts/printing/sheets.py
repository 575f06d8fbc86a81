"""What is printed: a version of a text as it stands, or a compilation, under a head and with a few notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from texts.engine.compilation import Compilation, Line, Phrases, Role, lines
from texts.engine.outline import ClauseKind, Outline
from texts.engine.redline import PieceKind
from texts.word.writing.directions import RIGHT_TO_LEFT, runs_left

from .typesetting import typeset

_LOOKS = {ClauseKind.ITEM: "item", ClauseKind.SUB_ITEM: "sub"}
_HEADINGS = {ClauseKind.TITLE: 2, ClauseKind.CONTAINER: 3}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the clauses.

    ``language``: of the text; ``spoken``: of everything that we add. ``head``: on top of each page. ``body``: a line
    above the title. ``notes``: paragraphs below it. ``page``: such as "Page {number} of {total}". ``gaps``: a note for
    when a letter cannot be printed.
    """

    title: str
    language: str = "en"
    spoken: str = "en"
    head: str = ""
    body: str = ""
    notes: tuple[str, ...] = ()
    page: str = "{number} / {total}"
    gaps: str = ""


def text_pdf(outline: Outline, sheet: Sheet) -> bytes:
    """Return the text as it stands; the same text and sheet give the same bytes."""
    return typeset(
        around(sheet)
        | {
            "blocks": [
                _block(clause.kind, clause.label, [(PieceKind.SAME.value, clause.wording)], sheet) for clause in outline
            ]
        }
    )


def compilation_pdf(compilation: Compilation, sheet: Sheet, *, phrases: Phrases | None = None) -> bytes:
    """Return the compilation, rivals with the words as proposed and those that are new underlined.

    What a rival leaves out is not printed: the base stands above it, and a reader who hears the file or copies from
    it must not take words for proposed that are to go.
    """
    blocks = [block for line in lines(compilation, phrases) for block in _lines(line, sheet)]
    return typeset(around(sheet) | {"blocks": blocks})


def around(sheet: Sheet) -> dict[str, Any]:
    """What ``sheet.typ`` is told besides the blocks."""
    leftwards = _is_leftwards(sheet.spoken)
    return {
        "title": sheet.title,
        "language": _main(sheet.spoken),
        "way": _way(leftwards),
        "title_way": _way(runs_left(sheet.title, otherwise=_is_leftwards(sheet.language))),
        "title_language": _main(sheet.language),
        "head": sheet.head,
        "body": sheet.body,
        "notes": list(sheet.notes),
        "page": sheet.page,
        "gaps": sheet.gaps,
        "wide": False,
    }


def _lines(line: Line, sheet: Sheet) -> Iterator[dict[str, Any]]:
    """A line as a block of its own, then who proposes it and why."""
    pieces = [(piece.kind.value, piece.text) for piece in line.pieces if piece.kind is not PieceKind.DEL]
    if line.role is Role.HEADING:
        yield _ours(line.text, sheet, level=2)
        return
    if line.role in (Role.SUPPRESSED, Role.KEPT, Role.MOVED):
        yield _ours(line.text, sheet, brackets=line.has_brackets)
    else:
        yield _block(line.kind, line.label, pieces, sheet, brackets=line.has_brackets, rival=line.role is not Role.BASE)
    if line.attribution:
        yield _ours(line.attribution, sheet, look="sources")
    for sources, reason in line.reasons:
        yield {
            **_ours(reason, sheet, look="reason"),
            "label": f"{sources}:",
            "way": _way(runs_left(reason, otherwise=_is_leftwards(sheet.spoken))),
            "language": "",
        }


def _block(
    kind: ClauseKind,
    label: str,
    pieces: Sequence[tuple[str, str]],
    sheet: Sheet,
    *,
    brackets: bool = False,
    rival: bool = False,
) -> dict[str, Any]:
    words = "".join(text for _, text in pieces)
    return {
        "look": _LOOKS.get(kind, "clause"),
        "level": 0 if rival and brackets else _HEADINGS.get(kind, 0),
        "label": label,
        "pieces": _joined(pieces),
        "brackets": brackets,
        "language": _main(sheet.language),
        "way": _way(runs_left(words, otherwise=_is_leftwards(sheet.language))),
    }


def _ours(text: str, sheet: Sheet, *, look: str = "position", level: int = 0, brackets: bool = False) -> dict[str, Any]:
    """What we say, in the reader's language."""
    return {
        "look": look,
        "level": level,
        "label": "",
        "pieces": [[PieceKind.SAME.value, text]],
        "brackets": brackets,
        "language": _main(sheet.spoken),
        "way": _way(_is_leftwards(sheet.spoken)),
    }


def _joined(pieces: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Neighbours of one kind as one piece: nothing tears an Arabic word apart where nothing was changed."""
    found: list[list[str]] = []
    for kind, text in pieces:
        if found and found[-1][0] == kind:
            found[-1][1] += text
        else:
            found.append([kind, text])
    return found


def _main(language: str) -> str:
    return language.partition("-")[0] or "en"


def _is_leftwards(language: str) -> bool:
    return _main(language) in RIGHT_TO_LEFT


def _way(leftwards: bool) -> str:
    return "rtl" if leftwards else "ltr"
