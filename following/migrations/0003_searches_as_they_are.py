"""Searches stand in topics in their own letters: ``search:q=a%20b&process=x`` becomes ``search:process=x&q=a b``."""

from typing import Any
from urllib.parse import parse_qsl

from django.db import migrations

SEARCH = "search:"


def as_it_is(topic: str) -> str:
    """The topic with the words of a search last, and not escaped; any other topic unchanged."""
    if not topic.startswith(SEARCH):
        return topic
    asked = dict(parse_qsl(topic.removeprefix(SEARCH)))
    place = "".join(f"{name}={asked[name]}&" for name in ("process", "round") if name in asked)
    return f"{SEARCH}{place}q={asked.get('q', '')}"


def unescape(apps: Any, schema_editor: Any) -> None:
    for name in ("Follow", "Item"):
        for each in apps.get_model("following", name).objects.filter(topic__startswith=SEARCH).iterator():
            each.topic = as_it_is(each.topic)
            each.save(update_fields=["topic"])
    for news in apps.get_model("following", "News").objects.iterator():
        topics = sorted(map(as_it_is, news.topics))
        if topics != sorted(news.topics):
            news.topics = topics
            news.save(update_fields=["topics"])


class Migration(migrations.Migration):
    dependencies = [("following", "0002_newest_news")]

    operations = [migrations.RunPython(unescape, migrations.RunPython.noop)]
