"""Reporting what followers are to be told, in the transaction of the fact."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from common.handing_over import hand_over
from following.actions.digesting import gather_anew
from following.models import News
from record.actions import enter
from record.names import reference

# The task that words news lives above; its name is all that is known of it here.
SPREADING = "contributions.tasks.spread_news"


def report(
    kind: str,
    *,
    subject: models.Model,
    topics: Collection[str],
    key: str,
    at: datetime | None = None,
    data: dict[str, int | str] | None = None,
    but: Collection[int] = (),
    is_reminder: bool = False,
    useless_from: datetime | None = None,
    hold: bool = False,
) -> News | None:
    """Store that something is news to whoever follows one of ``topics``; None where ``key`` was news already.

    One row, however many follow: letters are stored afterwards by a worker, and by the sweeper if no worker was told.
    ``but`` are people who have a letter of their own; ``hold`` keeps it until it is released.
    """
    news = News(
        key=key,
        kind=kind,
        subject=reference(subject),
        topics=sorted(set(topics)),
        data=data or {},
        but=sorted(set(but)),
        is_reminder=is_reminder,
        useless_from=useless_from,
        at=at or timezone.now(),
        hold=hold,
    )
    News.objects.bulk_create([news], ignore_conflicts=True)
    stored = News.objects.filter(key=key, subject=news.subject, at=news.at).first()
    if stored is None:
        return None
    if not hold:
        transaction.on_commit(start_spreading)
    return stored


@transaction.atomic
def release(news: News, *, by: object | None, at: datetime | None = None) -> bool:
    """Let held news go to whoever follows; say whether it was still held. Who released it is entered in the record.

    ``at``: since when it has been true for everybody, where that is later than it happened.
    """
    released = News.objects.held().filter(pk=news.pk).update(hold=False, at=at or news.at)
    if released:
        enter("news.release", subject=news, by=by)
        transaction.on_commit(start_spreading)
    news.refresh_from_db()
    return bool(released)


@transaction.atomic
def drop(news: models.QuerySet[News], *, at: datetime | None = None) -> int:
    """Tell nobody (else) of this: it is not true any more. Return how many there were.

    It stands in no digest and on no reader's page from now on, and digests with it that wait to go are written anew.
    Whoever is being told at this moment is waited for, and so is a digest that is being written.
    """
    at = at or timezone.now()
    dropped = list(news.filter(dropped_at=None).order_by("pk").select_for_update())
    News.objects.filter(pk__in=[each.pk for each in dropped]).update(dropped_at=at)
    for each in dropped:
        gather_anew(each, at=at)
    return len(dropped)


def start_spreading() -> None:
    """Ask a worker to begin; a broker that is away costs the time until the next beat, and nothing else."""
    hand_over(SPREADING)
