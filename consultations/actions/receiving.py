"""Saying how a round receives: its lanes, and what becomes of what comes late."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Incomplete, Sentence
from common.stamps import bump
from consultations.models import ReceivingRules, Round
from record.actions import enter

from .changing import still_there
from .permission import must_set_up

if TYPE_CHECKING:
    from stakeholders.models import Person

# Two years: a longer time is a slip of the finger. Grace is for forms on their way, and no second deadline.
MOST_HOURS = 2 * 366 * 24
MOST_GRACE = 3600


@transaction.atomic
def set_receiving(
    round_: Round,
    *,
    by: "Person | None",
    in_time_hours: int | None,
    delayed_hours: int = 0,
    delayed_for_action: bool = False,
    accepts_late: bool = False,
    grace_seconds: int | None = None,
) -> ReceivingRules:
    """Set the round's rules for what is sent from now on; what was sent keeps the lane it has.

    ``in_time_hours`` None: the round has no lanes. ``grace_seconds`` None: what the house uses. The same rules again
    change nothing. Raise ``NotAllowed``, and ``Incomplete`` for hours that contradict each other.
    """
    must_set_up(round_.process, by)
    given: dict[str, Any] = {
        "in_time_hours": in_time_hours,
        "delayed_hours": delayed_hours,
        "delayed_for_action": delayed_for_action,
        "accepts_late": accepts_late,
        "grace_seconds": grace_seconds,
    }
    wrong = _wrong(in_time_hours, delayed_hours, grace_seconds)
    if wrong:
        raise Incomplete(_("The rules for receiving are not right."), fields=wrong)
    # The row of the round is the queue: of two heads at once the second sees what the first has set.
    still_there(round_)
    known = ReceivingRules.objects.filter(round=round_).first()
    if known is not None and all(getattr(known, name) == value for name, value in given.items()):
        return known
    rules, _is_new = ReceivingRules.objects.update_or_create(round=round_, defaults=given)
    enter("round.receiving", subject=round_, by=by, **given)
    bump("public")
    return rules


def _wrong(in_time: int | None, delayed: int, grace: int | None) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    too_long = _("This is more than two years. Count in hours.")
    if in_time is not None and not 0 <= in_time <= MOST_HOURS:
        wrong["in_time_hours"] = too_long
    if not 0 <= delayed <= MOST_HOURS:
        wrong["delayed_hours"] = too_long
    elif in_time is not None and delayed > in_time:
        wrong["delayed_hours"] = _("What is delayed comes later than what is in time: give fewer hours here.")
    if grace is not None and not 0 <= grace <= MOST_GRACE:
        wrong["grace_seconds"] = _("A grace lasts at most an hour; to give more time, extend the comment period.")
    return wrong
