"""Clauses of the chair: what the next version says that nobody proposed."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, NotPossible, Sentence
from contributions.models import ChairClause, NextVersion
from record.actions import enter
from texts.engine.wording import same, tidy
from texts.enums import ClauseKind
from texts.models import TextVersion
from texts.models.clause import identity

from .drafting import lock_draft

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_LABEL = 40


@transaction.atomic
def add_clause(
    draft: NextVersion, *, after: str, kind: str, wording: str, label: str = "", by: "Person | None"
) -> ChairClause:
    """Add a clause after ``after`` of the base (its identity, or "" for the beginning).

    Raise ``NotAllowed``; ``NotPossible`` for a place that the base does not have, or once the version is issued;
    ``Incomplete`` with the fields ``kind``, ``label``, ``wording``.
    """
    current = lock_draft(draft, by=by)
    fields = _fields(kind, label, wording)
    base = TextVersion.objects.with_clauses().get(pk=current.base_id)
    if after and after not in {clause.id for clause in base.outline}:
        raise NotPossible(_("The text has no such clause. Look at the page again."))
    clause = ChairClause.objects.create(
        draft=current, after_id=identity(after), by=by, written_at=timezone.now(), **fields
    )
    enter("next_version.add_clause", subject=current, by=by, clause=clause.pk)
    return clause


@transaction.atomic
def change_clause(
    clause: ChairClause, *, kind: str, wording: str, label: str = "", step: int, by: "Person | None"
) -> None:
    """Word it otherwise; ``step`` is that of what was seen. Raise what ``add_clause`` and ``remove_clause`` raise."""
    current = _seen(clause, step, by=by)
    fields = _fields(kind, label, wording)
    if all(getattr(current, name) == value for name, value in fields.items()):
        return
    ChairClause.objects.filter(pk=current.pk).update(**fields, step=step + 1, by=by, written_at=timezone.now())
    enter("next_version.change_clause", subject=current.draft, by=by, clause=current.pk, step=step + 1)


@transaction.atomic
def remove_clause(clause: ChairClause, *, step: int, by: "Person | None") -> None:
    """Take it out again.

    Raise ``NotAllowed``; ``NotPossible`` once the version is issued, and where another window was faster.
    """
    current = _seen(clause, step, by=by)
    enter("next_version.remove_clause", subject=current.draft, by=by, clause=current.pk)
    current.delete()


def _seen(clause: ChairClause, step: int, *, by: "Person | None") -> ChairClause:
    lock_draft(clause.draft, by=by)
    current = ChairClause.objects.select_related("draft").filter(pk=clause.pk).first()
    if current is None:
        raise NotPossible(_("This clause was taken out from another window or by a colleague meanwhile."))
    if current.step != step:
        raise NotPossible(
            _("This clause was changed from another window or by a colleague meanwhile. Nothing was overwritten.")
        )
    return current


def _fields(kind: str, label: str, wording: str) -> dict[str, str]:
    fields = {"kind": kind, "label": one_line(label), "wording": tidy(wording)}
    wrong: dict[str, Sentence] = {}
    if kind not in ClauseKind.values:
        wrong["kind"] = _("Choose what the clause is.")
    if len(fields["label"]) > LONGEST_LABEL:
        wrong["label"] = _("A label has at most %(most)s characters.") % {"most": LONGEST_LABEL}
    if not same(fields["wording"]):
        wrong["wording"] = _("Write how the clause shall read.")
    if wrong:
        raise Incomplete(_("Something is still needed for this clause."), fields=wrong)
    return fields
