"""Mending an outline that was not understood rightly: what a clause is, its words, where it begins and ends.

Nothing is lost on the way: each part remembers the paragraphs of the original that it was read from.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from texts.engine.applying import with_parents
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.engine.reading import Plain, Understood, outline_of
from texts.engine.wording import tidy


@dataclass(frozen=True, slots=True)
class Part:
    """One clause as it is understood so far. ``parent``: the position of the one it stands under, or None.

    ``sources``: the positions of the paragraphs it was read from; ``doubts``: what of it was guessed, by code.
    """

    kind: ClauseKind
    label: str
    wording: str
    parent: int | None
    sources: tuple[int, ...]
    doubts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The shape that is stored; ``from`` for ``sources``."""
        return {
            "kind": self.kind.value,
            "label": self.label,
            "wording": self.wording,
            "parent": self.parent,
            "from": list(self.sources),
            "doubts": list(self.doubts),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Part":
        return cls(
            ClauseKind(data["kind"]),
            data["label"],
            data["wording"],
            data["parent"],
            tuple(data["from"]),
            tuple(data.get("doubts", ())),
        )


@dataclass(frozen=True, slots=True)
class Restate:
    """Say what the clause at ``at`` is and says; several ``wordings`` split it, the first keeps its label.

    Each further one brings its own label in its words, if it has one. Whatever was doubtful is settled by this.
    """

    at: int
    kind: ClauseKind
    label: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """The clause at ``at`` goes on the one before it: no clause of its own begins there."""

    at: int


@dataclass(frozen=True, slots=True)
class Move:
    """The clause at ``at`` stands ``by`` places further down (up, if negative)."""

    at: int
    by: int


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """What stands at ``at`` is no part of the text (a page's head, an editor's note)."""

    at: int


@dataclass(frozen=True, slots=True)
class PutBack:
    """The paragraph of the original that was left out is a clause after all."""

    source: int


Correction = Restate | Merge | Move | LeaveOut | PutBack


def understood(paragraphs: Sequence[Plain]) -> list[Part]:
    """The first understanding of an original."""
    return [_part(each) for each in outline_of(paragraphs)]


def corrected(parts: Sequence[Part], correction: Correction, paragraphs: Sequence[Plain]) -> list[Part]:
    """The outline with one correction made. Raises ``ValueError`` where there is no such place or nothing is left."""
    match correction:
        case Restate(at) if 0 <= at < len(parts):
            found, touched = _restated(parts, correction)
        case Merge(at) if 0 < at < len(parts):
            found, touched = _rearranged(parts, [place for place in range(len(parts)) if place != at])
            found[at - 1] = _merged(found[at - 1], parts[at])
        case Move(at, by) if 0 <= at < len(parts) and 0 <= at + by < len(parts):
            order = list(range(len(parts)))
            order.insert(at + by, order.pop(at))
            found, touched = _rearranged(parts, order)
            touched.add(at + by)
        case LeaveOut(at) if 0 <= at < len(parts) > 1:
            found, touched = _rearranged(parts, [place for place in range(len(parts)) if place != at])
        case PutBack(source) if source in left_out(parts, paragraphs):
            at = next((place for place, part in enumerate(parts) if min(part.sources) > source), len(parts))
            found, touched = _inserted(parts, at, [_alone(paragraphs[source], (source,))])
        case _:
            raise ValueError("there is no such place in the outline")
    return _under(found, touched)


def left_out(parts: Sequence[Part], paragraphs: Sequence[Plain]) -> list[int]:
    """The positions of paragraphs with words from which no clause was read."""
    read = {source for part in parts for source in part.sources}
    return [place for place, each in enumerate(paragraphs) if place not in read and each.text.strip()]


def as_outline(parts: Sequence[Part], *, identify: Callable[[int], str]) -> Outline:
    """The clauses under identities that ``identify`` makes from their positions."""
    names = [identify(place) for place in range(len(parts))]
    return tuple(
        Clause(name, part.kind, part.wording, part.label, "" if part.parent is None else names[part.parent])
        for name, part in zip(names, parts, strict=True)
    )


def _part(read: Understood) -> Part:
    doubts = tuple(doubt.value for doubt in read.doubts)
    return Part(read.kind, read.label, read.wording, read.parent, (read.source,), doubts)


def _restated(parts: Sequence[Part], said: Restate) -> tuple[list[Part], set[int]]:
    """Put in what was said; returns also the places that must find their parent anew."""
    wordings = [text for each in said.wordings if (text := tidy(each))]
    if not wordings and not said.label.strip():
        raise ValueError("a clause must say something")
    was = parts[said.at]
    further = [_further(text, said.kind, was.sources) for text in wordings[1:]]
    found, touched = _inserted(parts, said.at + 1, further)
    wording = wordings[0] if wordings else ""
    found[said.at] = replace(was, kind=said.kind, label=said.label.strip(), wording=wording, doubts=())
    if said.kind != was.kind:
        touched |= {said.at, *(place for place, part in enumerate(found) if part.parent == said.at)}
    return found, touched


def _further(text: str, kind: ClauseKind, sources: tuple[int, ...]) -> Part:
    """What a split makes of the words after an empty line: of its kind unless it heads others; with its label."""
    alone = _alone(Plain(text), sources)
    return replace(alone, kind=kind) if kind in (ClauseKind.ITEM, ClauseKind.SUB_ITEM) else alone


def _alone(paragraph: Plain, sources: tuple[int, ...]) -> Part:
    """A paragraph understood by itself: what is no heading and has no label is a paragraph."""
    read = outline_of([paragraph])
    if not read:
        return Part(ClauseKind.PARAGRAPH, "", tidy(paragraph.text), None, sources)
    kind = read[0].kind if read[0].kind in (ClauseKind.CONTAINER, ClauseKind.ITEM) else ClauseKind.PARAGRAPH
    return Part(kind, read[0].label, read[0].wording, None, sources)


def _merged(one: Part, other: Part) -> Part:
    text = "\n".join(text for text in (one.wording, f"{other.label} {other.wording}".strip()) if text)
    return replace(one, wording=text, sources=tuple(sorted({*one.sources, *other.sources})), doubts=())


def _inserted(parts: Sequence[Part], at: int, new: Sequence[Part]) -> tuple[list[Part], set[int]]:
    """With ``new`` from position ``at`` on; these are to find their parent."""
    shifted = [
        part if part.parent is None or part.parent < at else replace(part, parent=part.parent + len(new))
        for part in parts
    ]
    return [*shifted[:at], *new, *shifted[at:]], set(range(at, at + len(new)))


def _rearranged(parts: Sequence[Part], order: Sequence[int]) -> tuple[list[Part], set[int]]:
    """The parts at these positions in this order; those whose parent is not among them are to find another."""
    where = {old: new for new, old in enumerate(order)}
    found = [parts[old] for old in order]
    lost = {new for new, part in enumerate(found) if part.parent is not None and part.parent not in where}
    return [replace(part, parent=where.get(part.parent)) if part.parent is not None else part for part in found], lost


def _under(parts: Sequence[Part], touched: Container[int]) -> list[Part]:
    """Everybody under a parent that is open where they stand; those ``touched`` find theirs anew."""
    clauses = [
        Clause(str(place), part.kind, "", "", "" if part.parent is None or place in touched else str(part.parent))
        for place, part in enumerate(parts)
    ]
    roots = {str(place) for place, part in enumerate(parts) if part.parent is None and place not in touched}
    return [
        replace(part, parent=int(clause.parent) if clause.parent else None)
        for part, clause in zip(parts, with_parents(clauses, roots), strict=True)
    ]
