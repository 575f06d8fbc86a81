"""Setting up a comment period and what it asks. Its dates, once they are public, are changed in ``dates``."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from common.localized import versions
from common.refusals import Incomplete, NotPossible, Sentence
from common.stamps import bump
from consultations.enums import Purpose
from consultations.models import CommentPeriod, GuidingQuestion, Round
from record.actions import enter
from stakeholders.models import StakeholderGroup
from texts.models import Clause

from .changing import overtaken, still_there
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
    given), and so are the languages. No audience means everyone. The same again, while it is being prepared, does no
    harm. Raise ``NotAllowed``, or ``Incomplete`` for a period that ends before it begins or a zone that does not exist.
    """
    must_set_up(round_.process, by)
    zone = time_zone or round_.process.time_zone
    _check_dates(opens_at, closes_at, zone)
    # Its row is the queue in which the second press of a button finds what the first has made.
    still_there(round_)
    dates = {"opens_at": opens_at, "closes_at": closes_at, "time_zone": zone}
    prepared = CommentPeriod.objects.filter(round=round_, public_at=None, purpose=purpose, **dates)
    if again := next((each for each in prepared if versions(each.title) == versions(title)), None):
        return again
    period = CommentPeriod.objects.create(
        round=round_,
        purpose=purpose,
        title=title,
        description=description,
        **dates,
        languages=list(languages or round_.process.languages),
    )
    period.audience.set(audience)
    enter("period.create", subject=period, by=by, round=round_.pk, **_dates_of(period))
    bump("public")
    return period


@transaction.atomic
def change_period(
    period: CommentPeriod,
    *,
    by: "Person | None",
    title: Words,
    description: Words = "",
    languages: Sequence[str] = (),
    purpose: Purpose | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    time_zone: str = "",
    audience: Iterable[StakeholderGroup] | None = None,
    seen: int | None = None,
) -> None:
    """Change a period that is being prepared; of one that is public, only its words and languages.

    What is None stays as it is. ``seen`` is the step of the period that was looked at. Raise ``NotAllowed``;
    ``NotPossible`` where somebody changed it meanwhile, or dates, purpose or audience are public; ``Incomplete``.
    """
    must_set_up(period.round.process, by)
    current = still_there(period)
    if seen is not None and seen != current.step:
        raise overtaken()
    others = (purpose, opens_at, closes_at, time_zone or None, audience)
    if current.public_at is not None and any(each is not None for each in others):
        raise NotPossible(_("This comment period is public. Its dates are changed by an act with a reason."))
    current.title, current.description = title, description
    current.languages = list(languages or current.languages)
    current.purpose = purpose or current.purpose
    current.opens_at, current.closes_at = opens_at or current.opens_at, closes_at or current.closes_at
    current.time_zone = time_zone or current.time_zone
    _check_dates(current.opens_at, current.closes_at, current.time_zone)
    current.step += 1
    current.save()
    if audience is not None:
        current.audience.set(audience)
    enter("period.change", subject=current, by=by, round=current.round_id, **_dates_of(current))
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
    clauses: Iterable[Clause] = (),
) -> GuidingQuestion:
    """Ask one more question in the period, after those there are; ``clauses`` are those of a text that it concerns.

    The same words again do no harm. Raise ``NotAllowed``, and ``Incomplete`` without words.
    """
    must_set_up(period.round.process, by)
    # The row of the period is the queue in which two new questions stand one behind the other.
    still_there(period)
    there = list(period.questions.all())
    words = versions(text)
    if not words:
        silent = _("Ask the question in one language at least.")
        raise Incomplete(silent, fields={"text": silent})
    if again := next((each for each in there if versions(each.text) == words), None):
        return again
    last = max((each.number for each in there), default=0)
    question = GuidingQuestion.objects.create(
        period=period, number=last + 1, text=text, is_required=is_required, word_limit=word_limit
    )
    question.clauses.set(clauses)
    enter("question.add", subject=question, by=by, period=period.pk, number=question.number)
    bump("public")
    return question


def _check_dates(opens_at: datetime, closes_at: datetime, zone: str) -> None:
    wrong: dict[str, Sentence] = {}
    if closes_at <= opens_at:
        wrong["closes_at"] = _("A comment period closes after it opens.")
    if zone not in available_timezones():
        wrong["time_zone"] = _("Choose a time zone such as Europe/Zurich.")
    if wrong:
        raise Incomplete(_("The dates of this comment period are not right."), fields=wrong)


def _dates_of(period: CommentPeriod) -> dict[str, str]:
    """The dates as the record keeps them."""
    return {
        "opens_at": period.opens_at.isoformat(),
        "closes_at": period.closes_at.isoformat(),
        "time_zone": period.time_zone,
    }
