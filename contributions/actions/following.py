"""Telling followers: spreading news, writing digests, reminding. What is due is computed; no run remembers another."""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consultations.course import Moment
from consultations.models import CommentPeriod
from consultations.queries.moments import concerned, known_since, moments
from contributions import notices
from contributions.models import Contribution
from contributions.notices import news as words
from contributions.notices.spoken import kind_of
from contributions.queries.mailings import is_found_by_searches
from contributions.queries.searches import finding
from contributions.queries.topics import SEARCH, about_contribution
from following import actions
from following.models import Follow, News
from record.actions import enter
from record.names import reference

logger = logging.getLogger(__name__)

# That a period has closed is told up to so long afterwards; whoever was away longer has looked by now.
LOOKED_BACK = timedelta(days=7)
# Seconds, of one run; far below the limit of the task, which would end it in the middle of something.
LONGEST_RUN = 120.0


def spread_news(*, at: datetime | None = None) -> int:
    """Tell followers what is stored and not held, the oldest first; return how many were told something.

    What is not told after two minutes is told by the next run.
    What cannot be worded keeps nothing else waiting, and is tried again by the next run. Raise ``NotAllTold`` in the
    end where there was such news, so that whoever watches the house sees it.
    """
    told, failed = 0, list[str]()
    until = time.monotonic() + LONGEST_RUN
    for news in News.objects.to_spread().order_by("at", "pk"):
        if time.monotonic() > until:
            break
        try:
            told += _spread(news, at=at)
        except Exception:
            logger.exception("News %s was not spread", news.pk)
            failed.append(news.key)
    if failed:
        raise actions.NotAllTold(f"{len(failed)} news were not told")
    return told


def write_digests(*, at: datetime | None = None) -> int:
    """Store every digest whose hour has come; return how many."""
    return actions.write_digests(worded=words.digest, family=words.DIGEST, at=at)


def remind(*, at: datetime | None = None) -> int:
    """Store what is to be told of periods that close soon or have closed and is not stored yet; return how many facts.

    Computed from the dates that hold and from what is stored: run late, twice or two at once, each is told once; after
    a long stop only the last of several reminders; of dates that were changed since, nothing.
    """
    at = at or timezone.now()
    periods = concerned(at=at, since=at - LOOKED_BACK, days=settings.REMINDER_DAYS)
    due = {_key(period, moment): period.pk for period in periods for moment in _to_tell(period, at=at)}
    told = set(News.objects.filter(key__in=due).values_list("key", flat=True))
    return sum(_remind(pk, at=at) for pk in sorted({pk for key, pk in due.items() if key not in told}))


def tell_anew(contribution: Contribution) -> None:
    """Everybody reads something else of it than before: so does whoever has not heard of it yet, and no more.

    Nobody hears of it any more because they follow what nobody may know now.
    """
    known = about_contribution(contribution)
    for news in News.objects.filter(subject=reference(contribution), kind__in=("published", "withdrawn")):
        it = News.objects.filter(pk=news.pk)
        try:
            actions.narrow(it, to=known | finding(contribution, news.topics), worded=words.worded)
        except words.NotToBeTold:
            actions.drop(it)


def _spread(news: News, *, at: datetime | None) -> int:
    try:
        if _is_over(news, at=at or timezone.now()):
            raise words.NotToBeTold
        _add_searches(news)
        return actions.spread(news, worded=words.worded, family=kind_of(news).family, at=at)
    except words.NotToBeTold:
        actions.drop(News.objects.filter(pk=news.pk), at=at)
        return 0


def _is_over(news: News, *, at: datetime) -> bool:
    """That a period is open misleads whoever hears of it when it has closed, or was cancelled."""
    if news.kind != "period_opened":
        return False
    return not CommentPeriod.objects.not_over(at=at).filter(pk=news.subject.rpartition(":")[2]).exists()


def _add_searches(news: News) -> None:
    """Of what was published: which searches that somebody follows find it. Asked once, before anybody is told."""
    if not is_found_by_searches(news):
        return
    searches = Follow.objects.filter(topic__startswith=SEARCH)
    followed = searches.values_list("topic", flat=True).distinct()
    published = Contribution.objects.select_related("round__process").get(pk=news.subject.rpartition(":")[2])
    found = finding(published, followed)
    news.topics = sorted({*news.topics, *found})
    news.data = news.data | {"searched": len(found)}
    News.objects.filter(pk=news.pk, spread_up_to=0).update(topics=news.topics, data=news.data)


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> int:
    """Under the lock under which its dates change, and by what they are now."""
    period = (
        known_since(CommentPeriod.objects.public())
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("round__process")
        .filter(pk=pk)
        .first()
    )
    if period is None:
        return 0
    due = [each for each in _to_tell(period, at=at) if not News.objects.filter(key=_key(period, each)).exists()]
    for moment in due:
        if moment.days is not None:
            notices.period_closing(period, days=moment.days, at=at)
            enter("period.remind", subject=period, by=None, days=moment.days)
        else:
            notices.period_closed(period, at=at)
            enter("period.tell_closed", subject=period, by=None)
    return len(due)


def _to_tell(period: CommentPeriod, *, at: datetime) -> list[Moment]:
    """That it has closed; or of the days before it does, those that were reached last."""
    happened = moments(period, at=at, since=at - LOOKED_BACK, days=settings.REMINDER_DAYS)
    return [each for each in happened if each.what != "opened"][-1:]


def _key(period: CommentPeriod, moment: Moment) -> str:
    return notices.key_of(period, moment.what, moment.days)
