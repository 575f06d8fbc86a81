"""What a process watches for when dates are set: its minimum notice, and days on which people are not at work."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Incomplete, Sentence
from consultations.models import Process
from consultations.queries.calendars import known_calendars
from record.actions import enter

from .permission import must_set_up

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_NOTICE = 366
MOST_HOLIDAYS = 400
LONGEST_NAME = 100


@transaction.atomic
def set_calendar(
    process: Process,
    *,
    minimum_notice_days: int,
    calendars: Sequence[str],
    own_holidays: Mapping[date, str],
    by: "Person | None",
) -> None:
    """Say for how many days a period is open at least, and which holidays are watched for. Nothing of it forbids.

    Raise ``NotAllowed``, or ``Incomplete`` for a country whose holidays are not known or figures beyond reason.
    """
    must_set_up(process, by)
    wrong: dict[str, Sentence] = {}
    if not 0 <= minimum_notice_days <= LONGEST_NOTICE:
        wrong["minimum_notice_days"] = _("Choose a number of days from 0 to %(most)d.") % {"most": LONGEST_NOTICE}
    if not set(calendars) <= {code for code, _name in known_calendars()}:
        wrong["calendars"] = _("Choose countries from the list.")
    if len(own_holidays) > MOST_HOLIDAYS or any(len(name) > LONGEST_NAME for name in own_holidays.values()):
        wrong["own_holidays"] = _("These are too many days, or a name is too long.")
    if wrong:
        raise Incomplete(_("The calendar was not changed."), fields=wrong)
    process.minimum_notice_days = minimum_notice_days
    process.calendars = sorted(set(calendars))
    process.own_holidays = {on.isoformat(): own_holidays[on] for on in sorted(own_holidays)}
    process.save(update_fields=["minimum_notice_days", "calendars", "own_holidays"])
    enter(
        "process.set_calendar",
        subject=process,
        by=by,
        minimum_notice_days=minimum_notice_days,
        calendars=",".join(process.calendars)[:200],
        own_holidays=len(own_holidays),
    )
