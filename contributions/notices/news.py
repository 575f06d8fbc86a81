"""How news is worded: as a letter, in one line, gathered in a digest, and as others than its readers read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.languages import direction, name_in
from common.moments import zone as zone_called
from contributions.queries.mailings import said_first_in
from contributions.queries.topics import described, topic_of_process
from following.actions.digesting import Digest
from following.actions.spreading import Voice
from following.models import Item, News
from notifications.rendering import LetterTooLong, Rendered, render, subject_line, written_language

from .spoken import kind_of, spoken_of, spoken_of_all

DIGEST = "contributions/digest"
# Stands in the addresses of letters that nobody has yet.
NOBODYS = "this-is-the-token-of-nobody"
FOLLOWS_BY_LETTER = "web:follows_by_letter"


class NotToBeTold(Exception):  # said to the caller, not to a person
    """What this is about is not there, or not to be read, any more."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A piece of news in one line, with the address where one reads on."""

    line: str
    url: str
    at: datetime


def worded(news: News, voice: Voice, mark: str) -> Rendered:
    """The letter about it for such readers; ``mark`` stands where each has a token of their own.

    Raise ``NotToBeTold`` where there is nothing to be told any more.
    """
    spoken = spoken_of(news)
    if spoken is None:
        raise NotToBeTold
    with translation.override(voice.language):
        topic = described([voice.topic]).get(voice.topic)
    return _worded(news, spoken, voice, mark, followed=topic.name if topic is not None else "")


def as_read(news: News, spoken: dict[str, Any], *, language: str) -> Rendered:
    """The letter about it as such readers of its process will have it, without a way to end anybody's. No query."""
    with translation.override(language):
        process = topic_of_process(spoken["process"])
    words = _worded(news, spoken, Voice(language, "", process.word), NOBODYS, followed=process.name)
    text, html = as_others_read(words.text, words.html, NOBODYS, language=words.language)
    return replace(words, text=text, html=html)


def as_others_read(text: str, html: str, token: str, *, language: str) -> tuple[str, str]:
    """The letter without the addresses that are for its reader alone: whoever else reads it is told that they are."""
    with translation.override(language):
        instead = _("(an address for this reader alone)")
    for address in how_to_stop(token).values():
        text, html = text.replace(address, instead), html.replace(address, "#")
    return text.replace(token, ""), html.replace(token, "")


def _worded(news: News, spoken: dict[str, Any], voice: Voice, mark: str, *, followed: str) -> Rendered:
    context = spoken | how_to_stop(mark) | {"followed": followed}
    context["said_first"] = _said_first(news, written_language(voice.language))
    return render(kind_of(news).family, language=voice.language, zone=voice.zone, context=context)


def how_to_stop(token: str) -> dict[str, str]:
    """What letters to followers say of how to have no more of them."""
    return {
        "stop_url": settings.SITE_URL + resolve_url(settings.LETTERS_STOPPED_AT, token),
        "follows_url": settings.SITE_URL + resolve_url(FOLLOWS_BY_LETTER, token),
    }


def headlines(items: Iterable[Item], *, language: str, zone: str) -> list[tuple[Item, Headline]]:
    """Each item with its news in one line, for a digest, a page or a feed, without what is not to be told any more."""
    items = list(items)
    lines = in_one_line([item.news for item in items], language=language, zone=zone)
    return [(item, lines[item.news_id]) for item in items if item.news_id in lines]


def in_one_line(news: Iterable[News], *, language: str, zone: str) -> dict[int, Headline]:
    """Each as the subject line of its letters, by its number, without what is not to be told any more.

    Four queries at most, however many and of however many kinds they are.
    """
    by_number = {each.pk: each for each in news}
    spoken = spoken_of_all(by_number.values())
    return {pk: line_of(by_number[pk], of_one, language=language, zone=zone) for pk, of_one in spoken.items()}


def line_of(news: News, spoken: Mapping[str, Any], *, language: str, zone: str) -> Headline:
    """The same of one, from what letters about it speak of. No query."""
    line = subject_line(kind_of(news).family, language=language, zone=zone, context=spoken)
    return Headline(line, spoken.get("public_url") or spoken["url"], news.at)


def digest(found: Digest) -> Rendered | None:
    """The letter in which a reader has together what they follow at that pace; None where nothing of it is left.

    Where long names make it too long for a letter, the older half of it is counted like what it never lists.
    """
    try:
        return _digest(found)
    except LetterTooLong:
        kept = len(found.items) // 2
        if not kept:
            raise
        rest = len(found.items) - kept
        return digest(replace(found, items=found.items[:kept], more=found.more + rest))


def _digest(found: Digest) -> Rendered | None:
    reader = found.reader
    groups = lines_by_topic(found.items, language=reader.tongue_spoken, zone=reader.zone)
    if not groups:
        return None
    context = {
        "pace": found.pace,
        "groups": groups,
        "count": sum(len(group["lines"]) for group in groups) + found.more,
        "more": found.more,
        "all_url": how_to_stop(found.token)["follows_url"],
        **how_to_stop(found.token),
    }
    name = reader.person.name if reader.person is not None else ""
    return render(
        DIGEST,
        language=reader.tongue_spoken,
        zone=reader.zone,
        context=context,
        name=name,
        has_account=reader.person is not None,
        may_be_cut=False,
    )


def lines_by_topic(items: Iterable[Item], *, language: str, zone: str) -> list[dict[str, Any]]:
    """Items as ``{"name", "lines": [{"subject", "url", "at"}]}`` for each topic, the newest first in each."""
    with translation.override(language), timezone.override(zone_called(zone)):
        told = headlines(items, language=language, zone=zone)
        names = described({item.topic for item, _line in told})
        groups: dict[str, list[dict[str, Any]]] = {}
        for item, found in told:
            name = names[item.topic].name if item.topic in names else ""
            groups.setdefault(name, []).append({"subject": found.line, "url": found.url, "at": found.at})
    return [{"name": name, "lines": lines} for name, lines in groups.items()]


def _said_first(news: News, language: str) -> dict[str, str] | None:
    """The word of the secretariat for such readers, and what its language is called where it is another than theirs."""
    found = said_first_in(news, language)
    if found is None:
        return None
    called = name_in(found.language, reader=language) if found.language != language else ""
    return {"text": found.text, "language": found.language, "direction": direction(found.language), "called": called}
