"""Telling followers something, with words that say nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

from following import actions
from following.actions.spreading import Voice
from following.models import News, Reader
from notifications.rendering import Rendered

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=1)


def worded(news: News, voice: Voice, mark: str) -> Rendered:
    return Rendered("en", "News", f"{voice.topic} {mark}", mark)


def told(subject: Any, *topics: str, key: str = "it", **more: Any) -> News:
    news = actions.report("kind", subject=subject, topics=topics, key=key, at=NOW, **more)

    assert news is not None
    actions.spread(news, worded=worded, family="some/family", at=NOW)
    return news


def topics_of(reader: Reader) -> list[str]:
    return sorted(reader.follows.values_list("topic", flat=True))
