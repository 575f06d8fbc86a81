"""The next round, begun as a copy of one that there is."""

from collections.abc import Set
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from common.clocks import exists
from common.refusals import Incomplete
from common.stamps import bump
from consultations.models import CommentPeriod, GuidingQuestion, ReceivingRules, Round
from record.actions import enter

from .permission import must_set_up
from .process import Words
from .receiving import set_receiving
from .round import create_round

if TYPE_CHECKING:
    from stakeholders.models import Person

# What is a round's, a period's or a question's own, and is not copied: all the rest is.
OF_ITSELF = {
    *("id", "process", "round", "period"),
    *("public_at", "announced_at", "cancelled_at", "edits", "step", "last_number"),
}
OF_A_ROUND = {"number", "title", "meets_on", "place"}


@transaction.atomic
def copy_round(
    round_: Round,
    *,
    number: int,
    title: Words,
    by: "Person | None",
    meets_on: date | None = None,
    place: str = "",
    shift: timedelta = timedelta(),
) -> Round:
    """Begin the next round with what this one is set up with: description, rules, comment periods, questions.

    Periods come ``shift`` later, at the same hour by the clock of their own zone. Nothing of the copy is public, and
    contributions, documents, symbols, followers and history stay where they are. Raise ``NotAllowed``, and
    ``Incomplete`` for a number that another round has or days that no calendar has.
    """
    must_set_up(round_.process, by)
    copy = create_round(round_.process, number=number, title=title, by=by, meets_on=meets_on, place=place)
    for name, value in _copied(round_, but=OF_A_ROUND).items():
        setattr(copy, name, value)
    copy.save()
    for rules in ReceivingRules.objects.filter(round=round_):
        set_receiving(copy, **_copied(rules), by=by)
    try:
        for period in round_.periods.prefetch_related("questions__clauses", "audience").order_by("opens_at", "pk"):
            _copy_period(period, to=copy, shift=shift)
    except OverflowError as error:
        never = _("No calendar goes as far as that.")
        raise Incomplete(never, fields={"days": never}) from error
    enter("round.copy", subject=copy, by=by, of=round_.pk)
    bump("public")
    return copy


def _copy_period(period: CommentPeriod, *, to: Round, shift: timedelta) -> None:
    fields = _copied(period) | {
        "opens_at": _later(period.opens_at, period, shift, last=False),
        "closes_at": _later(period.closes_at, period, shift, last=True),
    }
    copy = CommentPeriod.objects.create(round=to, **fields)
    copy.audience.set(period.audience.all())
    for question in period.questions.all():
        asked = GuidingQuestion.objects.create(period=copy, **_copied(question))
        asked.clauses.set(question.clauses.all())


def _copied(thing: models.Model, *, but: Set[str] = frozenset()) -> dict[str, Any]:
    """The fields that a copy has alike, also those that others add to the model later."""
    names = [field.name for field in thing._meta.concrete_fields if field.name not in OF_ITSELF | but]
    return {name: getattr(thing, name) for name in names}


def _later(instant: datetime, period: CommentPeriod, shift: timedelta, *, last: bool) -> datetime:
    """The same hour by the clock on the wall, also where summer time lies between.

    Of an hour that comes twice, the first or the ``last``, as where dates are typed.
    """
    local = instant.astimezone(period.zone).replace(tzinfo=None) + shift
    return local.replace(tzinfo=period.zone, fold=int(last and exists(local, period.zone)))
