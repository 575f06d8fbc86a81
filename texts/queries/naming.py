"""How people refer to a clause: by its heading and its label, as in *recognizing* c)."""

from django.utils.translation import gettext as _

from texts.engine.outline import Clause, ClauseKind, Outline

# As many words as tell a clause without a label from its neighbours.
WORDS = 8


def called(clause: Clause, outline: Outline) -> str:
    """What the clause is called in this version: its heading's words and the labels above it, else its first words.

    The words stay in the text's language; only what joins them is the reader's.
    """
    if clause.kind is ClauseKind.TITLE:
        return _("the title")
    if clause.kind is ClauseKind.CHAPEAU:
        return _("the opening words")
    above = [*_above(clause, outline)]
    heading = next((each for each in above if each.kind is ClauseKind.CONTAINER), None)
    labels = [each.label for each in [*reversed(above), clause] if each.label and each is not heading]
    own = labels if clause.label or clause.kind is ClauseKind.CONTAINER else [*labels, f"“{_beginning(clause)}”"]
    if clause.kind is ClauseKind.CONTAINER:
        return " ".join([*labels[-1:], _beginning(clause)])
    parts = [*([_beginning(heading)] if heading else []), *own]
    return " ".join(parts)


def _above(clause: Clause, outline: Outline) -> list[Clause]:
    """What the clause stands under, nearest first."""
    known = {each.id: each for each in outline}
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
