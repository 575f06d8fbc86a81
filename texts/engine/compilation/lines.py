"""A compilation as negotiators read it, line by line; pages, Word files and plain text are made of these lines.

considering
[c) that the Internet is essential;]
[c) bis that the Internet is useful;] — proposed by Example Ministry; Example Union
[SUP c)] — proposed by Example Society
c): keep as it is — Example Republic
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ..outline import Clause, ClauseKind
from ..redline import Piece, PieceKind
from .shapes import Backer, Compilation, CompiledClause, Move, New, Position, Voice


class Role(StrEnum):
    """What a line is."""

    AGREED = "agreed"  # nobody contests the clause: no brackets
    BASE = "base"  # the base's wording of a contested clause
    RIVAL = "rival"
    NEW = "new"
    SUPPRESSED = "suppressed"
    KEPT = "kept"
    MOVED = "moved"
    HEADING = "heading"  # of what follows the text
    MISSING = "missing"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The few words that we add, in the reader's language. ``unnumbered`` may say ``{words}``, the clause's first."""

    proposed_by: str = "proposed by {sources}"
    suppress: str = "SUP {clause}"
    keep: str = "{clause}: keep as it is"
    move: str = "move {clause} after {place}"
    move_first: str = "move {clause} to the beginning"
    unnumbered: str = "clause {number}"
    add: str = "ADD"
    missing: str = "What is missing"
    missing_of: str = "said of {symbol}"
    unplaced: str = "Proposals that have no place in this version"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``pieces``: its words, as a redline where it is a rival to the base's.

    ``label`` stands before the words; ``attribution`` after them; ``reasons`` say for each backer why, if it says.
    ``clause``: the identity of the clause concerned, "" for none.
    """

    role: Role
    pieces: tuple[Piece, ...]
    label: str = ""
    attribution: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    kind: ClauseKind = ClauseKind.PARAGRAPH
    clause: str = ""
    backers: tuple[Backer, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The words as proposed."""
        return "".join(piece.text for piece in self.pieces if piece.kind is not PieceKind.DEL)

    @property
    def has_brackets(self) -> bool:
        """Is it among what is still to be decided?"""
        return self.role in BRACKETED


BRACKETED = frozenset({Role.BASE, Role.RIVAL, Role.NEW, Role.SUPPRESSED, Role.MOVED})


def lines(compilation: Compilation, phrases: Phrases | None = None) -> Iterator[Line]:
    """Yield the compilation from top to bottom: the text, then what is missing, then what has no place."""
    words = phrases or Phrases()
    yield from text_lines(compilation, words)
    if compilation.missing:
        yield Line(Role.HEADING, _plain(words.missing))
    for missing in compilation.missing:
        said_of = words.missing_of.format(symbol=missing.of) if missing.of else ""
        attribution = " · ".join(filter(None, (_attribution(missing.voices), said_of)))
        yield Line(Role.MISSING, _plain(missing.wording), attribution=attribution)
    if compilation.unplaced:
        yield Line(Role.HEADING, _plain(words.unplaced))
    for unplaced in compilation.unplaced:
        change, behind = unplaced.change, (unplaced.backer,)
        label = " ".join(filter(None, (change.op.value, change.label)))
        yield Line(Role.UNPLACED, _plain(change.wording), label, _attribution(behind), _reasons(behind), backers=behind)


def text_lines(
    compilation: Compilation, phrases: Phrases | None = None, *, part: slice = slice(None)
) -> Iterator[Line]:
    """Yield the text alone, all of it or the clauses of one part; what stands before the first goes with that."""
    words = phrases or Phrases()
    names = {each.clause.id: _name(each.clause, each.number, words) for each in compilation.clauses}
    if not part.start:
        yield from (_new(each, words) for each in compilation.opening)
    for each in compilation.clauses[part]:
        yield from _clause(each, names, words)
        yield from (_new(new, words) for new in each.added)


def as_text(found: Iterable[Line]) -> str:
    """Return the lines as plain text, one paragraph each."""
    return "".join(f"{_written(each)}\n" for each in found)


def _clause(each: CompiledClause, names: dict[str, str], words: Phrases) -> Iterator[Line]:
    clause = each.clause
    for place, one in enumerate(each.alternatives):
        role = Role.RIVAL if place else Role.BASE if each.is_contested else Role.AGREED
        pieces = one.pieces if place else _plain(one.wording)
        attribution = _proposed(one.backers, words)
        yield Line(
            role, pieces, one.label, attribution, _reasons(one.backers), clause.kind, clause.id, backers=one.backers
        )
    name = names[clause.id]
    for position in filter(None, (each.suppression, each.keeping)):
        yield _position(position, clause, name, words)
    for move in each.moves:
        yield _move(move, clause, names, words)


def _position(position: Position, clause: Clause, name: str, words: Phrases) -> Line:
    suppressed = position.op.value == "SUP"
    role, phrase = (Role.SUPPRESSED, words.suppress) if suppressed else (Role.KEPT, words.keep)
    behind = position.backers
    attribution = _proposed(behind, words) if suppressed else _attribution(behind)
    text = _plain(phrase.format(clause=name))
    return Line(role, text, "", attribution, _reasons(behind), clause.kind, clause.id, backers=behind)


def _move(move: Move, clause: Clause, names: dict[str, str], words: Phrases) -> Line:
    phrase = words.move if move.after else words.move_first
    text = _plain(phrase.format(clause=names[clause.id], place=names.get(move.after, "")))
    behind = move.backers
    return Line(
        Role.MOVED, text, "", _proposed(behind, words), _reasons(behind), clause.kind, clause.id, backers=behind
    )


def _new(new: New, words: Phrases) -> Line:
    label = " ".join(filter(None, (words.add, new.label)))
    attribution = _proposed(new.backers, words)
    return Line(Role.NEW, _plain(new.wording), label, attribution, _reasons(new.backers), new.kind, backers=new.backers)


def _name(clause: Clause, number: int, words: Phrases) -> str:
    """How a clause is spoken of: by its label, else a heading by its words, else by its number."""
    if clause.label:
        return clause.label
    if clause.kind in (ClauseKind.CONTAINER, ClauseKind.TITLE):
        return f"“{clause.wording.strip()}”"
    return words.unnumbered.format(number=number, words=_beginning(clause.wording))


def _beginning(wording: str, limit: int = 40) -> str:
    """The first words, on one line."""
    line = " ".join(wording[: limit * 3].split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _proposed(behind: tuple[Backer, ...], words: Phrases) -> str:
    return words.proposed_by.format(sources=_attribution(behind)) if behind else ""


def _attribution(behind: Iterable[Backer | Voice]) -> str:
    """Sources by contribution, in neutral order: "Ana, Ben (X/1/2); Chris (X/1/3)"."""
    said = (", ".join(each.sources) + (f" ({each.symbol})" if each.symbol else "") for each in behind)
    return "; ".join(dict.fromkeys(said))


def _reasons(behind: Iterable[Backer]) -> tuple[tuple[str, str], ...]:
    return tuple((", ".join(each.sources), each.reason) for each in behind if each.reason)


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(PieceKind.SAME, text),) if text else ()


def _written(line: Line) -> str:
    text = " ".join(filter(None, (line.label, line.text.strip())))
    text = f"[{text}]" if line.has_brackets else text
    return f"{text} — {line.attribution}" if line.attribution else text
