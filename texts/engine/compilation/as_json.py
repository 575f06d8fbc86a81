"""A compilation as plain values, always in the same order."""

from typing import Any

from ..outline import Clause
from .shapes import Alternative, Backer, Compilation, CompiledClause, Missing, Move, New, Position, Unplaced, Voice


def to_json(compilation: Compilation, *, collisions: bool = True) -> dict[str, Any]:
    """Return it as dictionaries, lists, strings and numbers; the same compilation gives the same bytes.

    ``collisions=False`` leaves out how rivals stand to each other: their pairs grow with the square of the rivals.
    """
    return {
        "words": compilation.words,
        "words_in_brackets": compilation.words_in_brackets,
        "share_in_brackets": round(compilation.share_in_brackets, 4),
        "hidden": compilation.hidden,
        "opening": [_new(each) for each in compilation.opening],
        "clauses": [_compiled(each, collisions=collisions) for each in compilation.clauses],
        "missing": [_missing(each) for each in compilation.missing],
        "unplaced": [_unplaced(each) for each in compilation.unplaced],
    }


def _compiled(each: CompiledClause, *, collisions: bool) -> dict[str, Any]:
    return {
        **_clause(each.clause),
        "number": each.number,
        "contested": each.is_contested,
        "alternatives": [_alternative(one) for one in each.alternatives],
        "suppression": _position(each.suppression),
        "keeping": _position(each.keeping),
        "moves": [_move(one) for one in each.moves],
        "added": [_new(one) for one in each.added],
        **({"collisions": _collisions(each)} if collisions else {}),
    }


def _collisions(each: CompiledClause) -> list[dict[str, str]]:
    return [{"one": pair.one, "other": pair.other, "relation": pair.relation.value} for pair in each.collisions]


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "kind": clause.kind.value,
        "label": clause.label,
        "parent": clause.parent,
        "wording": clause.wording,
    }


def _alternative(each: Alternative) -> dict[str, Any]:
    return {
        "label": each.label,
        "wording": each.wording,
        "redline": [[piece.kind.value, piece.text] for piece in each.pieces],
        **_behind(each.sources, each.backers),
    }


def _position(each: Position | None) -> dict[str, Any] | None:
    return {"op": each.op.value, **_behind(each.sources, each.backers)} if each else None


def _move(each: Move) -> dict[str, Any]:
    return {"after": each.after, "wording": each.wording, **_behind(each.sources, each.backers)}


def _new(each: New) -> dict[str, Any]:
    return {
        "label": each.label,
        "kind": each.kind.value,
        "wording": each.wording,
        **_behind(each.sources, each.backers),
    }


def _missing(each: Missing) -> dict[str, Any]:
    return {
        "wording": each.wording,
        "of": each.of,
        "sources": list(each.sources),
        "voices": [_voice(voice) for voice in each.voices],
    }


def _voice(each: Voice) -> dict[str, Any]:
    return {"proposal": each.proposal, "sources": list(each.sources), "symbol": each.symbol}


def _unplaced(each: Unplaced) -> dict[str, Any]:
    change = each.change
    return {
        "op": change.op.value,
        "clause": change.clause,
        "after": change.after,
        "label": change.label,
        "kind": change.clause_kind.value,
        "wording": change.wording,
        "backer": _backer(each.backer),
    }


def _behind(sources: tuple[str, ...], backers: tuple[Backer, ...]) -> dict[str, Any]:
    return {"sources": list(sources), "backers": [_backer(each) for each in backers]}


def _backer(each: Backer) -> dict[str, Any]:
    return {
        "proposal": each.proposal,
        "sources": list(each.sources),
        "symbol": each.symbol,
        "op": each.op.value,
        "kind": each.kind.value,
        "reason": each.reason,
        "as_written": each.as_written,
        "as_labelled": each.as_labelled,
    }
