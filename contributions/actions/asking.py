"""Changing the questions of a comment period, as long as nobody has answered them.

An answer is to the words that its source has read. So from the first answer that was sent, the wording, the order and
the limit of a question stay; a language in which it is missing can still be added.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from common.localized import versions
from common.refusals import Incomplete, NotPossible
from common.stamps import bump
from consultations.actions.changing import differing, lock_as_seen, still_there, store
from consultations.actions.permission import must_set_up
from consultations.models import GuidingQuestion
from contributions.queries.answers import is_being_answered, was_answered
from record.actions import enter
from texts.models import Clause

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def change_question(
    question: GuidingQuestion,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: "Person | None",
    clauses: Collection[Clause] | None = None,
) -> None:
    """Change fields of a question by their names, and the clauses it concerns if ``clauses`` is given.

    Raise ``NotAllowed``; ``Overtaken`` where somebody was faster; ``Incomplete`` without words; ``NotPossible`` for
    what somebody has answered already, but for words in a language that has none.
    """
    _lock_period(question, by=by)
    current = lock_as_seen(question, seen)
    new = differing(current, changes)
    if "text" in new and not versions(new["text"]):
        silent = _("Ask the question in one language at least.")
        raise Incomplete(silent, fields={"text": silent})
    of_clauses = set(current.clauses.values_list("pk", flat=True))
    is_other = clauses is not None and {each.pk for each in clauses} != of_clauses
    if (is_other or not _only_adds_words(current, new)) and was_answered(current):
        raise NotPossible(
            _("Somebody has answered this question already, so it stays as they read it. You can add languages to it.")
        )
    if clauses is not None and is_other:
        current.clauses.set(clauses)
    store(current, new, verb="question.change", by=by, also="clauses" if is_other else "")
    question.refresh_from_db()


@transaction.atomic
def remove_question(question: GuidingQuestion, *, by: "Person | None") -> None:
    """Ask it no longer; those after it move up. Twice does no harm.

    Raise ``NotAllowed``, and ``NotPossible`` where somebody has begun to answer it or one after it was answered.
    """
    _lock_period(question, by=by)
    current = GuidingQuestion.objects.filter(pk=question.pk).first()
    if current is None:
        return
    if is_being_answered(current):
        raise NotPossible(_("Somebody is answering this question already, so it stays."))
    later = list(GuidingQuestion.objects.filter(period=current.period_id, number__gt=current.number))
    if any(was_answered(each) for each in later):
        raise NotPossible(_("A question after this one was answered under its number, so the numbers stay."))
    enter("question.remove", subject=current, by=by, period=current.period_id, number=current.number)
    current.delete()
    for each in sorted(later, key=lambda each: each.number):
        GuidingQuestion.objects.filter(pk=each.pk).update(number=each.number - 1, edits=F("edits") + 1)
    bump("public")


@transaction.atomic
def swap_question(question: GuidingQuestion, *, up: bool, by: "Person | None") -> None:
    """Let it change places with the one before it (``up``) or after it; at the end of the row nothing happens.

    Raise ``NotAllowed``, and ``NotPossible`` where one of the two was answered under its number.
    """
    _lock_period(question, by=by)
    current = still_there(question)
    row = GuidingQuestion.objects.filter(period=current.period_id)
    beside = row.filter(number__lt=current.number).order_by("-number") if up else row.filter(number__gt=current.number)
    other = beside.first()
    if other is None:
        return
    if was_answered(current) or was_answered(other):
        raise NotPossible(_("One of these questions was answered under its number, so the numbers stay."))
    here, there = current.number, other.number
    # No two may have one number, not even for a moment: the way leads over one that nobody has.
    for pk, number in ((current.pk, 0), (other.pk, here), (current.pk, there)):
        GuidingQuestion.objects.filter(pk=pk).update(number=number, edits=F("edits") + 1)
    enter("question.move", subject=current, by=by, period=current.period_id, number=there)
    bump("public")
    question.refresh_from_db()


def _lock_period(question: GuidingQuestion, *, by: "Person | None") -> None:
    """The period's row is where everything about its questions waits for one another."""
    must_set_up(question.period.round.process, by)
    still_there(question.period)


def _only_adds_words(question: GuidingQuestion, new: Mapping[str, Any]) -> bool:
    there, wanted = versions(question.text), versions(new.get("text", question.text))
    return new.keys() <= {"text"} and all(wanted.get(code) == text for code, text in there.items())
