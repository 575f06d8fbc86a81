"""How news is worded: which letter each kind of it is, and what that letter speaks of.

Worded when it is told, from what is true then: what was taken out meanwhile is not in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone, translation

from common.moments import zone as zone_called
from consultations.models import CarriedText, CommentPeriod, Document, PeriodAct
from consultations.notices import PERIOD_DECIDED, about_act
from contributions.models import Contribution
from contributions.queries.published import published_form
from contributions.queries.topics import described
from following.actions.digesting import Digest
from following.actions.spreading import Voice
from following.models import Item, News
from notifications.rendering import Rendered, render, subject_line
from texts.models import TextVersion

from .addressing import absolute, beside, context_of, public_url

DIGEST = "contributions/digest"
FOLLOWS_BY_LETTER = "web:follows_by_letter"


class NotToBeTold(Exception):  # said to the caller, not to a person
    """What this is about is not there, or not to be read, any more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of news: the family of its letters, and what they speak of; ``url`` in it is where one reads on."""

    family: str
    speaks_of: Callable[[News], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Headline:
    """A piece of news in one line, with the address where one reads on."""

    line: str
    url: str
    at: datetime


def about_period(period: CommentPeriod) -> dict[str, Any]:
    """What letters say of a period."""
    process = period.round.process
    return {
        "period": period,
        "round": period.round,
        "process": process,
        "url": absolute(reverse("web:period", args=[process.slug, period.round.number, period.pk])),
    }


def kind_of(news: News) -> Kind:
    """How this news is worded."""
    return KINDS[news.kind]


def worded(news: News, voice: Voice, mark: str) -> Rendered:
    """The letter about it for such readers; ``mark`` stands where each has a token of their own.

    Raise ``NotToBeTold`` where there is nothing to be told any more.
    """
    kind = kind_of(news)
    with translation.override(voice.language):
        topic = described([voice.topic]).get(voice.topic)
    context = kind.speaks_of(news) | how_to_stop(mark) | {"followed": topic.name if topic is not None else ""}
    return render(kind.family, language=voice.language, zone=voice.zone, context=context)


def how_to_stop(token: str) -> dict[str, str]:
    """What letters to followers say of how to have no more of them."""
    return {
        "stop_url": settings.SITE_URL + resolve_url(settings.LETTERS_STOPPED_AT, token),
        "follows_url": settings.SITE_URL + resolve_url(FOLLOWS_BY_LETTER, token),
    }


def headline(news: News, *, language: str, zone: str) -> Headline:
    """The news in one line, for a digest, a page or a feed. Raise ``NotToBeTold`` as ``worded`` does."""
    kind = kind_of(news)
    context = kind.speaks_of(news)
    line = subject_line(kind.family, language=language, zone=zone, context=context)
    return Headline(line, context.get("public_url") or context["url"], news.at)


def digest(found: Digest) -> Rendered | None:
    """The letter in which a reader has together what they follow at that pace; None where nothing of it is left."""
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
    )


def lines_by_topic(items: "list[Item] | tuple[Item, ...] | Any", *, language: str, zone: str) -> list[dict[str, Any]]:
    """Items as ``{"name", "lines": [{"subject", "url", "at"}]}`` for each topic, the newest first in each."""
    with translation.override(language), timezone.override(zone_called(zone)):
        names = described({item.topic for item in items})
        groups: dict[str, list[dict[str, Any]]] = {}
        for item in items:
            try:
                found = headline(item.news, language=language, zone=zone)
            except NotToBeTold:
                continue
            name = names[item.topic].name if item.topic in names else ""
            groups.setdefault(name, []).append({"subject": found.line, "url": found.url, "at": found.at})
    return [{"name": name, "lines": lines} for name, lines in groups.items()]


def _period(news: News) -> CommentPeriod:
    found = CommentPeriod.objects.public().select_related("round__process").filter(pk=_pk(news)).first()
    if found is None:
        raise NotToBeTold
    return found


def _pk(news: News) -> str:
    return news.subject.rpartition(":")[2]


def _of_period(news: News) -> dict[str, Any]:
    return about_period(_period(news)) | {"days": news.data.get("days"), "draft_url": ""}


def _of_act(news: News) -> dict[str, Any]:
    act = PeriodAct.objects.select_related("period__round__process").filter(pk=news.data["act"]).first()
    if act is None:
        raise NotToBeTold
    return about_act(act)


def _of_contribution(news: News) -> dict[str, Any]:
    found = (
        Contribution.objects.select_related("period", "round__process", "symbol", "submission", "revises__symbol")
        .filter(pk=_pk(news), published_at__isnull=False)
        .first()
    )
    if found is None:
        raise NotToBeTold
    known = {"public_url": public_url(found), "title": published_form(found).title}
    return context_of(found) | beside(found) | known


def _of_version(news: News) -> dict[str, Any]:
    version = TextVersion.objects.select_related("text").get(pk=_pk(news))
    carrier = CarriedText.objects.select_related("symbol__process", "symbol__round").get(version=version).symbol
    process = carrier.process
    return {
        "text": version.text,
        "version": version,
        "round": carrier.round,
        "process": process,
        "url": absolute(reverse("web:text", args=[process.slug, carrier.text])),
        "outcome_url": absolute(reverse("web:outcome", args=[process.slug, news.data["follows"]])),
    }


def _of_document(news: News) -> dict[str, Any]:
    found = Document.objects.public().select_related("round__process", "symbol").filter(pk=_pk(news)).first()
    if found is None:
        raise NotToBeTold
    return about_document(found)


def about_document(document: Document) -> dict[str, Any]:
    """What letters say of a document of the secretariat that stands beside another paper."""
    assert document.symbol is not None
    process = document.round.process
    return {
        "document": document,
        "symbol": document.symbol.text,
        "stands": document.symbol.stands,
        "other": document.stands_beside,
        "round": document.round,
        "process": process,
        "public_url": absolute(reverse("web:document", args=[process.slug, document.symbol.text])),
    }


KINDS = {
    "period_opened": Kind("contributions/period_opened", _of_period),
    "period_decided": Kind(PERIOD_DECIDED, _of_act),
    "period_closing": Kind("contributions/period_closing", _of_period),
    "period_closed": Kind("contributions/period_closed", _of_period),
    "published": Kind("contributions/followed_published", _of_contribution),
    "withdrawn": Kind("contributions/followed_withdrawn", _of_contribution),
    "version": Kind("contributions/followed_version", _of_version),
    "document": Kind("contributions/followed_document", _of_document),
}
