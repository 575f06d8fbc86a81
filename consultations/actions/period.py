"""Setting up a comment period and what it asks, and making it public."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, Sentence
from common.stamps import bump
from consultations.enums import Purpose
from consultations.models import CommentPeriod, GuidingQuestion, Round
from record.actions import enter
from stakeholders.models import StakeholderGroup

from .permission import must_set_up
from .process import Words

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def create_period(
    round_: Round,
    *,
    purpose: Purpose,
    title: Words,
    opens_at: datetime,
    closes_at: datetime,
    by: "Person | None",
    description: Words = "",
    time_zone: str = "",
    audience: Iterable[StakeholderGroup] = (),
    languages: Sequence[str] = (),
) -> CommentPeriod:
    """Set up when, what for and from whom contributions will be asked; nobody sees it before ``open_period``.

    Instants are aware datetimes; ``time_zone`` is the one they are announced in (the process's unless
    given), and so are the languages. No audience means everyone. Raise ``NotAllowed``, or ``Incomplete``
    for a period that ends before it begins or a zone that does not exist.
    """
    must_set_up(round_.process, by)
    zone = time_zone or round_.process.time_zone
    wrong: dict[str, Sentence] = {}
    if closes_at <= opens_at:
        wrong["closes_at"] = _("A comment period closes after it opens.")
    if zone not in available_timezones():
        wrong["time_zone"] = _("Choose a time zone such as Europe/Zurich.")
    if wrong:
        raise Incomplete(_("The dates of this comment period are not right."), fields=wrong)
    period = CommentPeriod.objects.create(
        round=round_,
        purpose=purpose,
        title=title,
        description=description,
        opens_at=opens_at,
        closes_at=closes_at,
        time_zone=zone,
        languages=list(languages or round_.process.languages),
    )
    period.audience.set(audience)
    enter(
        "period.create",
        subject=period,
        by=by,
        round=round_.pk,
        opens_at=opens_at.isoformat(),
        closes_at=closes_at.isoformat(),
        time_zone=zone,
    )
    bump("public")
    return period


@transaction.atomic
def open_period(period: CommentPeriod, *, by: "Person | None", at: datetime | None = None) -> None:
    """Make the period public: from now on its dates hold. Twice does no harm. Raise ``NotAllowed``."""
    must_set_up(period.round.process, by)
    if CommentPeriod.objects.filter(pk=period.pk, public_at=None).update(public_at=at or timezone.now()):
        enter("period.open", subject=period, by=by, round=period.round_id)
        bump("public")
    period.refresh_from_db()


@transaction.atomic
def add_question(
    period: CommentPeriod,
    *,
    text: Words,
    by: "Person | None",
    is_required: bool = False,
    word_limit: int | None = None,
) -> GuidingQuestion:
    """Ask one more question in the period, after those there are. Raise ``NotAllowed``."""
    must_set_up(period.round.process, by)
    # The row of the period is the queue in which two new questions stand one behind the other.
    CommentPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    last = period.questions.aggregate(last=Max("number"))["last"] or 0
    question = GuidingQuestion.objects.create(
        period=period, number=last + 1, text=text, is_required=is_required, word_limit=word_limit
    )
    enter("question.add", subject=question, by=by, period=period.pk, number=question.number)
    bump("public")
    return question
