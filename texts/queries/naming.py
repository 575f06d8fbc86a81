"""How people refer to a clause: by its heading and its label, as in *recognizing* c)."""

from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from texts.engine.outline import Clause, ClauseKind, Outline
from texts.models import ClauseVersion

# As many words as tell a clause without a label from its neighbours.
WORDS = 8


def called(clause: Clause, outline: Outline) -> str:
    """What the clause is called in this version: its heading's words and the labels above it, else its first words.

    The words stay in the text's language; only what joins them is the reader's.
    """
    return _called(clause, {each.id: each for each in outline})


def all_called(outline: Outline, *, language: str) -> dict[str, str]:
    """What each clause of a version is called, by identity, wholly in ``language``: the text's own."""
    known = {each.id: each for each in outline}
    with translation.override(language):
        return {each.id: _called(each, known) for each in outline}


def each_called(clauses: Iterable[ClauseVersion], languages: Mapping[int, str]) -> dict[tuple[int, str], str]:
    """What clauses of several versions are called, by version and identity, each in its text's own language.

    They were fetched ``with_above``; ``languages``: of their texts, by version. No query.
    """
    found = {}
    for each in clauses:
        above = [Clause(**{**one, "kind": ClauseKind(one["kind"])}) for one in each.above or ()]
        clause = each.as_clause()
        with translation.override(languages[each.version_id]):
            found[each.version_id, clause.id] = _called(clause, {one.id: one for one in above})
    return found


def _called(clause: Clause, known: Mapping[str, Clause]) -> str:
    if clause.kind is ClauseKind.TITLE:
        return _("the title")
    if clause.kind is ClauseKind.CHAPEAU:
        return _("the opening words")
    above = [*_above(clause, known)]
    heading = next((each for each in above if each.kind is ClauseKind.CONTAINER), None)
    labels = [each.label for each in [*reversed(above), clause] if each.label and each is not heading]
    own = labels if clause.label or clause.kind is ClauseKind.CONTAINER else [*labels, f"“{_beginning(clause)}”"]
    if clause.kind is ClauseKind.CONTAINER:
        return " ".join([*labels[-1:], _beginning(clause)])
    parts = [*([_beginning(heading)] if heading else []), *own]
    return " ".join(parts)


def _above(clause: Clause, known: Mapping[str, Clause]) -> list[Clause]:
    """What the clause stands under, nearest first."""
    found: list[Clause] = []
    while (parent := known.get(clause.parent)) is not None and parent not in found:
        found.append(parent)
        clause = parent
    return found


def _beginning(clause: Clause) -> str:
    words = clause.wording.split()
    if len(words) <= WORDS and len(clause.wording) <= 60:
        return clause.wording.strip()
    cut = " ".join(words[:WORDS])
    return f"{cut[:60].rstrip()}…"
