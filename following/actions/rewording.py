"""What was told in other words than may be read now: what waits to go gets the words of now, or does not go."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from following.actions.digesting import gather_anew
from following.actions.spreading import REWORDED, Voice, Wording, keep
from following.models import News
from notifications.actions import call_off
from notifications.models import NOT_ARRIVED, Letter


@transaction.atomic
def narrow(news: models.QuerySet[News], *, to: Collection[str], worded: Wording, at: datetime | None = None) -> None:
    """Let news concern these of its topics only, and be told in the words of now.

    Whoever followed none of them has it no more. Letters and digests that wait to go say what may be read now; so do
    letters that failed or came back, when they are sent again, and digests that did are of no use any more. One that
    a worker is sending at this moment may still arrive; whoever is being told at this moment is waited for, and so is
    a digest that is being written.
    """
    at = at or timezone.now()
    for each in news.filter(dropped_at=None).order_by("pk").select_for_update():
        kept = sorted(set(each.topics) & set(to))
        News.objects.filter(pk=each.pk).update(data=each.data | {REWORDED: each.data.get(REWORDED, 0) + 1})
        gather_anew(each, at=at)
        if kept != each.topics:
            _take_from(each, set(each.topics) - set(kept), kept)
        _reword(each, worded)


def _take_from(news: News, gone: Collection[str], kept: list[str]) -> None:
    items = news.items.filter(topic__in=gone)
    for topic in kept:
        items.filter(reader__follows__topic=topic).update(topic=topic)
    call_off(Letter.objects.filter(pk__in=items.values("letter")))
    items.delete()
    News.objects.filter(pk=news.pk).update(topics=kept)
    news.topics = kept


def _reword(news: News, worded: Wording) -> None:
    waiting = (
        Letter.objects.filter(NOT_ARRIVED, hold=False, words__isnull=False, items__news=news)
        .annotate(
            tongue=Coalesce("items__reader__person__language", "items__reader__language"),
            wall=Coalesce("items__reader__person__time_zone", "items__reader__time_zone"),
        )
        .order_by()
    )
    for tongue, wall, topic, family in waiting.values_list("tongue", "wall", "items__topic", "family").distinct():
        words = keep(worded, news, Voice(tongue, wall, topic), family)
        theirs = waiting.filter(tongue=tongue, wall=wall, items__topic=topic).values("pk")
        Letter.objects.filter(pk__in=theirs).update(
            words=words, subject_line=words.subject_line, language=words.language
        )
