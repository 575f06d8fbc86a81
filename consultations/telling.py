"""What other sites' programs are told of a consultation. Called inside the transaction of the fact, as letters are.

Nothing is told that could be taken back: addresses, numbers and dates. Whoever wants words fetches them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from consultations.course import Moment
from consultations.enums import Act
from consultations.models import Admission, CommentPeriod, PeriodAct, Symbol
from portals.enums import Scope
from texts.models import TextVersion
from webhooks.actions import tell
from webhooks.enums import Kind

DECIDED = {
    Act.OPEN: Kind.PERIOD_ANNOUNCED,
    Act.RESCHEDULE: Kind.PERIOD_MOVED,
    Act.EXTEND: Kind.PERIOD_EXTENDED,
    Act.SHORTEN: Kind.PERIOD_SHORTENED,
    Act.REOPEN: Kind.PERIOD_REOPENED,
    Act.CANCEL: Kind.PERIOD_CANCELLED,
}
PASSED = {"opened": Kind.PERIOD_OPENED, "closing": Kind.PERIOD_CLOSING, "closed": Kind.PERIOD_CLOSED}


def period_decided(act: PeriodAct) -> None:
    """What was decided about the dates of a period; its reason is fetched."""
    period = act.period
    decided = {
        "opens_before": _instant(act.opens_before, period),
        "closes_before": _instant(act.closes_before, period),
        "has_reason": bool(act.reason),
    }
    tell(
        DECIDED[Act(act.act)],
        subject=f"comment_period:{period.pk}",
        process=period.round.process.slug,
        payload=_about(period, act.opens_at, act.closes_at) | decided,
        key=f"period-act:{act.pk}",
        to=told_in(period.round.process_id),
        at=act.at,
    )


def moment_passed(period: CommentPeriod, moment: Moment) -> bool:
    """That it has opened, closes so many days later, or has closed; say whether this is new."""
    told = tell(
        PASSED[moment.what],
        subject=f"comment_period:{period.pk}",
        process=period.round.process.slug,
        payload=_about(period, period.opens_at, period.closes_at) | ({"days": moment.days} if moment.days else {}),
        key=key_of(period, moment),
        to=told_in(period.round.process_id),
        at=moment.at,
        days=moment.days,
        is_kept=True,
    )
    return told is not None


def key_of(period: CommentPeriod, moment: Moment) -> str:
    """The name of a fact of the clock. With its instant: what is opened or closed again is told again."""
    days = f"{moment.days}:{period.closes_at.isoformat()}" if moment.days else moment.at.isoformat()
    return f"period-{moment.what}:{period.pk}:{days}"


def text_issued(version: TextVersion, symbol: Symbol) -> None:
    """That a paper carries a version of a text from now on. Of what is still being prepared nothing is told."""
    round_ = symbol.round
    if not round_.is_public:
        return
    page = reverse("web:document", args=[round_.process.slug, symbol.text])
    tell(
        Kind.TEXT_ISSUED,
        subject=f"text:{version.text_id}",
        process=round_.process.slug,
        payload={
            "url": settings.SITE_URL + reverse("api:text-version-detail", args=[version.pk]),
            "page": settings.SITE_URL + page,
            "text": version.text_id,
            "text_version": version.pk,
            "symbol": symbol.text,
            "digest": version.digest,
            "process": round_.process.slug,
            "round": round_.number,
        },
        key=f"text-issued:{version.pk}",
        to=told_in(round_.process_id),
        at=version.issued_at,
    )


def told_in(process_id: int) -> Iterable[int]:
    """The portals that may be told what happens in a process."""
    admitted = Admission.objects.filter(process=process_id).that_may(Scope.WEBHOOKS)
    return admitted.values_list("portal_id", flat=True)


def _about(period: CommentPeriod, opens_at: datetime, closes_at: datetime) -> dict[str, Any]:
    round_ = period.round
    page = reverse("web:period", args=[round_.process.slug, round_.number, period.pk])
    return {
        "url": settings.SITE_URL + reverse("api:comment-period-detail", args=[period.pk]),
        "page": settings.SITE_URL + page,
        "comment_period": period.pk,
        "process": round_.process.slug,
        "round": round_.number,
        "opens_at": _instant(opens_at, period),
        "closes_at": _instant(closes_at, period),
        "time_zone": period.time_zone,
    }


def _instant(at: datetime, period: CommentPeriod) -> str:
    """In RFC 3339, with the offset that the period's zone has on that day."""
    return at.astimezone(period.zone).isoformat()
