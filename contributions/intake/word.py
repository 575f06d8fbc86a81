"""Word files with changes to a text: what they propose, as it is kept until their sender has confirmed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.lines import storable
from common.refusals import Incomplete
from contributions.changes import written
from texts import enums
from texts.engine.alignment import Placed, Understanding, aligned, compared
from texts.engine.outline import Outline
from texts.engine.redline import Piece
from texts.engine.tracked import Mark, has_changes
from texts.intake.limits import limits
from texts.word.document import Comment, WordDocument
from texts.word.reading import read
from texts.word.unreadable import Fault, Unreadable

# What a file that was downloaded from us states of the version that it was made from.
SYMBOL, DIGEST = "Symbol", "SHA-256"

# What is said differently of changes than of an original that is brought in (``texts.enums.Fault``).
FAULTS: dict[Fault, str | Promise] = {
    Fault.EMPTY: gettext_lazy("The file is empty. Choose it again; perhaps it was still being saved."),
    Fault.NOT_WORD: gettext_lazy("This is not a Word document (.docx), so no changes can be read from it."),
}


@dataclass(frozen=True)
class Understood:
    """``items`` and ``asides`` as ``contributions.models.Understanding`` keeps them."""

    has_marks: bool
    items: list[dict[str, Any]]
    asides: dict[str, list[dict[str, Any]]]


def understand(file: IO[bytes], base: Outline, *, compare: bool = False) -> Understood:
    """What a .docx proposes to ``base``. Without revision marks in it nothing, unless ``compare`` says to compare.

    Raise ``Incomplete``, with a sentence for the field ``file``, for what cannot be read.
    """
    try:
        document = read(file, limits())  # type: ignore[arg-type]
    except Unreadable as error:
        sentence = FAULTS.get(error.fault) or enums.Fault(error.fault.value).label
        raise Incomplete(sentence, fields={"file": sentence}) from error
    marked = has_changes(document.paragraphs)
    if not marked and not compare:
        return Understood(False, [], {"notices": _notices(document), "made_from": _made_from(document)})
    found = aligned(document.paragraphs, base) if marked else compared(document.paragraphs, base)
    return Understood(marked, _items(found, document.comments), _asides(found, document))


def _items(found: Understanding, comments: Iterable[Comment]) -> list[dict[str, Any]]:
    remarks = list(comments)
    return [_item(placed, [each for each in remarks if each.first in placed.paragraphs]) for placed in found.changes]


def _item(placed: Placed, comments: Sequence[Comment]) -> dict[str, Any]:
    """A remark in the margin of a change mostly says why: it is put where the reason goes, to be looked at."""
    change = written(placed.change)
    reason = "\n".join(_text(each.text) for each in comments if each.text.strip())
    return {
        "change": change | {"reason": change["reason"] or reason},
        "pieces": _pieces(placed.pieces),
        "authors": _authors(placed.marks),
        "certainty": str(placed.certainty),
        "label": _text(placed.label),
        "label_before": _text(placed.label_before),
        "comments": [_comment(each) for each in comments],
        "decision": "",
    }


def _asides(found: Understanding, document: WordDocument) -> dict[str, list[dict[str, Any]]]:
    in_changes = {number for placed in found.changes for number in placed.paragraphs}
    return {
        "unplaced": [
            {
                "why": str(each.why),
                "pieces": _pieces(each.pieces),
                "clause": each.clause,
                "label": _text(each.label),
                "authors": _authors(each.marks),
            }
            for each in found.unplaced
        ],
        "differs": [
            {"clause": each.clause, "ours": each.ours, "theirs": _text(each.theirs), "wandered": each.wandered}
            for each in found.base_differs
        ],
        "absent": [{"clause": each} for each in found.missing_clauses],
        "relabelled": [
            {"clause": each.clause, "old": _text(each.old), "new": _text(each.new)} for each in found.relabelled
        ],
        "comments": [_comment(each) for each in document.comments if each.first not in in_changes],
        "notices": _notices(document),
        "made_from": _made_from(document),
    }


def _made_from(document: WordDocument) -> list[dict[str, Any]]:
    """The version that the file was made from, as it says itself; nothing for a file that is not from us."""
    digest = document.facts.get(DIGEST, "")
    return [{"symbol": _text(document.facts.get(SYMBOL, "")), "digest": _text(digest)}] if digest else []


def _notices(document: WordDocument) -> list[dict[str, Any]]:
    return [{"code": str(each.code), "count": each.count, "detail": _text(each.detail)} for each in document.notices]


def _pieces(pieces: Iterable[Piece]) -> list[list[str]]:
    return [[str(piece.kind), _text(piece.text)] for piece in pieces]


def _authors(marks: Iterable[Mark]) -> list[list[str]]:
    return [[_text(mark.author), mark.date[:10]] for mark in marks]


def _comment(comment: Comment) -> dict[str, str]:
    return {"author": _text(comment.author), "text": _text(comment.text)}


def _text(text: str) -> str:
    return storable(text)


def not_word() -> Incomplete:
    """The refusal of a file of another kind, for the field ``file``."""
    sentence = _(
        "To read changes from it, choose a Word file (.docx). Other files can be attached under “What you say”."
    )
    return Incomplete(sentence, fields={"file": sentence})
