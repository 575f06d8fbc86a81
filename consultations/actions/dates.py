"""Acts on the dates of a comment period: the only door through which they change once they are public."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.languages import active
from common.refusals import Incomplete, NotPossible
from common.stamps import bump
from consultations import notices, telling
from consultations.cautions import Caution
from consultations.enums import Act, PeriodState
from consultations.lifecycle import POSSIBLE, needs_reason
from consultations.models import CommentPeriod, PeriodAct
from consultations.queries.calendars import to_think_of
from record.actions import enter

from .changing import still_there
from .permission import must_set_up

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_REASON = 2000
Tell = Callable[[PeriodAct], None]


@transaction.atomic
def open_period(
    period: CommentPeriod, *, by: "Person | None", at: datetime | None = None, seen: int | None = None
) -> PeriodAct:
    """Announce the period: from now on everybody sees it, and its dates hold. Followers of the round are told.

    One whose opening has passed already opens now: nothing was open before anybody could know. Announcing it twice
    does no harm, unless ``seen`` says which step of it was looked at. Raise ``NotAllowed``, and ``NotPossible`` where
    it would be over already or its round is not public.
    """
    must_set_up(period.round.process, by)
    announced = period.acts.filter(act=Act.OPEN).first() if seen is None else None
    return announced or decide(period, Act.OPEN, by=by, at=at, seen=seen)


@transaction.atomic
def decide(
    period: CommentPeriod,
    act: Act,
    *,
    by: "Person | None",
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    reason: str = "",
    seen: int | None = None,
    at: datetime | None = None,
    tell: Tell = notices.period_decided,
) -> PeriodAct:
    """Decide this about the dates; keep it with its reason, tell it by ``tell``, and enter it in the record.

    ``seen`` is the step of the period on the page where the button was pressed. Raise ``NotAllowed``; ``NotPossible``
    where somebody decided otherwise meanwhile or it is not the moment; ``Incomplete`` for dates that cannot be or a
    missing reason. What was pointed out before is kept with the act, and forbids nothing.
    """
    must_set_up(period.round.process, by)
    current = still_there(period)
    made = weigh(current, act, opens_at=opens_at, closes_at=closes_at, reason=reason, by=by, seen=seen, at=at)
    made.save(force_insert=True)
    _apply(current, made)
    tell(made)
    telling.period_decided(made)
    enter(
        f"period.{act.value}",
        subject=current,
        by=by,
        round=current.round_id,
        act=made.pk,
        opens_at=made.opens_at.isoformat(),
        closes_at=made.closes_at.isoformat(),
        cautions=",".join(dict.fromkeys(each["code"] for each in made.cautions))[:200],
    )
    bump("public")
    period.refresh_from_db()
    return made


def weigh(
    period: CommentPeriod,
    act: Act,
    *,
    by: "Person | None",
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    reason: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> PeriodAct:
    """The act as ``decide`` would keep it, with what there is to think of. Stores nothing, refuses what it does."""
    must_set_up(period.round.process, by)
    at = at or timezone.now()
    if seen is not None and seen != period.step:
        raise NotPossible(_("Somebody has changed this comment period meanwhile. Here is how it stands now."))
    _must_be_possible(period, act, at=at)
    opens, closes = _dates(period, act, opens_at=opens_at, closes_at=closes_at, at=at)
    said = reason.replace("\x00", "").strip()
    _check(period, act, opens, closes, said, at=at)
    found = [] if act == Act.CANCEL else pointed_out(period, act, opens, closes, at=at)
    return PeriodAct(
        period=period,
        act=act,
        at=at,
        opens_before=period.opens_at,
        closes_before=period.closes_at,
        opens_at=opens,
        closes_at=closes,
        reason=said,
        language=active(),
        by=by,
        cautions=[each.to_json() for each in found],
    )


def pointed_out(
    period: CommentPeriod, act: Act, opens_at: datetime, closes_at: datetime, *, at: datetime
) -> list[Caution]:
    """What to think of if these dates were told at ``at``.

    A period that is public already was told when it was announced. Of an opening that stays, nothing is said again.
    """
    found = to_think_of(
        period.round,
        purpose=period.purpose,
        opens_at=opens_at,
        closes_at=closes_at,
        zone=period.zone,
        audience=[group.pk for group in period.audience.all()],
        told_at=period.public_at or at,
        but=period,
    )
    stays = act in (Act.EXTEND, Act.SHORTEN)
    return [each for each in found if not (stays and each.code.startswith("opens_"))]


def _must_be_possible(period: CommentPeriod, act: Act, *, at: datetime) -> None:
    state = None if period.public_at is None else period.state(at=at)
    if state in POSSIBLE[act]:
        if act == Act.OPEN and not period.round.is_public:
            raise NotPossible(_("Open the round first: nobody could see this comment period in it."))
        return
    raise NotPossible(
        {
            None: _("This comment period is still being prepared: change it, and announce it when it is ready."),
            PeriodState.UPCOMING: _("This comment period has been announced and has not opened yet."),
            PeriodState.OPEN: _("This comment period is open already."),
            PeriodState.CLOSED: _("This comment period has closed. It can be reopened."),
            PeriodState.CANCELLED: _("This comment period was cancelled. It can be reopened."),
        }[state]
    )


def _dates(
    period: CommentPeriod, act: Act, *, opens_at: datetime | None, closes_at: datetime | None, at: datetime
) -> tuple[datetime, datetime]:
    """The dates as they would be. Each act changes only those that are its own to change."""
    closes = closes_at or period.closes_at
    if act == Act.OPEN:
        return max(period.opens_at, at), period.closes_at
    if act == Act.REOPEN:
        return max(opens_at or at, at), closes
    if act == Act.RESCHEDULE:
        return opens_at or period.opens_at, closes
    return period.opens_at, period.closes_at if act == Act.CANCEL else closes


def _check(period: CommentPeriod, act: Act, opens: datetime, closes: datetime, reason: str, *, at: datetime) -> None:
    wrong: dict[str, Any] = {}
    if act == Act.OPEN and closes <= opens:
        raise NotPossible(_("It would be over already. Change its dates first."))
    if act == Act.EXTEND and closes <= period.closes_at:
        wrong["closes_at"] = _("Choose a later closing than the present one.")
    if act == Act.SHORTEN and not max(at, opens) < closes < period.closes_at:
        wrong["closes_at"] = _("Choose a closing that is still to come, and earlier than the present one.")
    if act in (Act.REOPEN, Act.RESCHEDULE) and closes <= opens:
        wrong["closes_at"] = _("A comment period closes after it opens.")
    if act == Act.RESCHEDULE and opens < at:
        wrong["opens_at"] = _("Choose an opening that is still to come.")
    if act == Act.RESCHEDULE and (opens, closes) == (period.opens_at, period.closes_at):
        wrong["opens_at"] = _("These are the present dates.")
    if needs_reason(act) and not reason:
        wrong["reason"] = _("Say why: everybody reads these words.")
    if len(reason) > LONGEST_REASON:
        wrong["reason"] = _("Say it in at most %(most)d characters.") % {"most": LONGEST_REASON}
    if wrong:
        raise Incomplete(_("Nothing was decided yet."), fields=wrong)


def _apply(period: CommentPeriod, made: PeriodAct) -> None:
    """The dates that hold from now on. A reopening is told by its own letter, so its opening is not told again."""
    period.opens_at, period.closes_at = made.opens_at, made.closes_at
    period.step += 1
    period.cancelled_at = made.at if made.act == Act.CANCEL else None
    if made.act == Act.OPEN:
        period.public_at = made.at
    if made.act == Act.REOPEN:
        period.announced_at = period.announced_at or made.at
    period.save(update_fields=["opens_at", "closes_at", "step", "cancelled_at", "public_at", "announced_at"])
