"""How news is worded: which letter each kind of it is, and what that letter speaks of.

Worded when it is told, from what is true then: what was taken out meanwhile is not in it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.languages import direction, name_in
from common.localized import Wording
from common.moments import zone as zone_called
from consultations.enums import Act
from consultations.models import CarriedText, CommentPeriod, Document, PeriodAct, Round
from consultations.notices import PERIOD_DECIDED, about_act
from contributions.models import Contribution
from contributions.queries.mailings import said_first_in
from contributions.queries.published import published_title
from contributions.queries.topics import described, topic_of_process
from following.actions.digesting import Digest
from following.actions.spreading import Voice
from following.models import Item, News
from notifications.rendering import LetterTooLong, Rendered, render, subject_line, written_language

from .addressing import absolute, beside, context_of, public_url

DIGEST = "contributions/digest"
# Stands in the addresses of letters that nobody has yet.
NOBODYS = "this-is-the-token-of-nobody"
FOLLOWS_BY_LETTER = "web:follows_by_letter"


# What letters speak of, by the number of the news; nothing for news whose subject is not to be read any more.
Spoken = dict[int, dict[str, Any]]


class NotToBeTold(Exception):  # said to the caller, not to a person
    """What this is about is not there, or not to be read, any more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of news: the family of its letters, and what they speak of; ``url`` in it is where one reads on.

    Asked for many at once, so that a page of news costs as much as one.
    """

    family: str
    speaks_of: Callable[[Sequence[News]], Spoken]


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
    spoken = spoken_of(news)
    if spoken is None:
        raise NotToBeTold
    with translation.override(voice.language):
        topic = described([voice.topic]).get(voice.topic)
    return _worded(news, spoken, voice, mark, followed=topic.name if topic is not None else "")


def spoken_of(news: News) -> dict[str, Any] | None:
    """What letters about it speak of, its ``process`` among it; None where nothing is told any more."""
    return _spoken([news]).get(news.pk)


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


def may_be_told(news: News) -> bool:
    """May everybody read what it tells?"""
    return spoken_of(news) is not None


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
    spoken = _spoken(by_number.values())
    return {pk: line_of(by_number[pk], of_one, language=language, zone=zone) for pk, of_one in spoken.items()}


def line_of(news: News, spoken: Mapping[str, Any], *, language: str, zone: str) -> Headline:
    """The same of one, from what letters about it speak of. No query."""
    line = subject_line(kind_of(news).family, language=language, zone=zone, context=spoken)
    return Headline(line, spoken.get("public_url") or spoken["url"], news.at)


def _spoken(news: Iterable[News]) -> Spoken:
    """What letters speak of, for each of the news that may be told; as many queries as there are sorts of subjects."""
    sorts: dict[Callable[[Sequence[News]], Spoken], list[News]] = {}
    for each in news:
        sorts.setdefault(kind_of(each).speaks_of, []).append(each)
    return {pk: context for speaks_of, alike in sorts.items() for pk, context in speaks_of(alike).items()}


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


def _of_periods(news: Sequence[News]) -> Spoken:
    """Of periods, and of what was decided about their dates: in one query, as each was announced by an act."""
    decided = {each.pk: each.data["act"] for each in news if "act" in each.data}
    others = {each.pk: _pk(each) for each in news if "act" not in each.data}
    wanted = Q(pk__in=decided.values()) | Q(act=Act.OPEN, period__in=others.values())
    found = PeriodAct.objects.filter(wanted, period__in=CommentPeriod.objects.public())
    acts = {act.pk: act for act in found.select_related("period__round__process")}
    public = {act.period_id: act.period for act in acts.values() if act.act == Act.OPEN}
    days = {each.pk: each.data.get("days") for each in news}
    about_periods = {
        pk: about_period(public[period]) | {"days": days[pk], "draft_url": ""}
        for pk, period in others.items()
        if period in public
    }
    return about_periods | {pk: about_act(acts[act]) for pk, act in decided.items() if act in acts}


def _of_contributions(news: Sequence[News]) -> Spoken:
    found = (
        Contribution.objects.public()
        .filter(round__in=Round.objects.public())
        .select_related("period", "round__process", "symbol", "submission", "revises__symbol", "modifies__symbol")
        .in_bulk({_pk(each) for each in news})
    )
    return {each.pk: _about_published(found[_pk(each)]) for each in news if _pk(each) in found}


def _about_published(contribution: Contribution) -> dict[str, Any]:
    known = {"public_url": public_url(contribution), "title": _title(contribution)}
    return context_of(contribution) | beside(contribution) | known


def _title(published: Contribution) -> Wording | None:
    """What it is called by those who wrote it, in their language; None where its words are not published."""
    title = published_title(published)
    return Wording(title, published.language) if title else None


def _of_versions(news: Sequence[News]) -> Spoken:
    carried = CarriedText.objects.filter(
        version__in={_pk(each) for each in news}, symbol__round__in=Round.objects.public()
    ).select_related("version__text", "symbol__process", "symbol__round")
    found = {each.version_id: each for each in carried}
    return {each.pk: _about_version(found[_pk(each)], each.data) for each in news if _pk(each) in found}


def _about_version(carried: CarriedText, data: Mapping[str, Any]) -> dict[str, Any]:
    carrier, version = carried.symbol, carried.version
    process = carrier.process
    return {
        "text": version.text,
        "version": version,
        "round": carrier.round,
        "process": process,
        "url": absolute(reverse("web:text", args=[process.slug, carrier.text])),
        "outcome_url": absolute(reverse("web:outcome", args=[process.slug, data["follows"]])),
    }


def _of_documents(news: Sequence[News]) -> Spoken:
    found = (
        Document.objects.public()
        .select_related("round__process", "symbol", "modifies__symbol")
        .in_bulk({_pk(each) for each in news})
    )
    return {each.pk: about_document(found[_pk(each)]) for each in news if _pk(each) in found}


def _pk(news: News) -> int:
    return int(news.subject.rpartition(":")[2])


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
    "period_opened": Kind("contributions/period_opened", _of_periods),
    "period_decided": Kind(PERIOD_DECIDED, _of_periods),
    "period_closing": Kind("contributions/period_closing", _of_periods),
    "period_closed": Kind("contributions/period_closed", _of_periods),
    "published": Kind("contributions/followed_published", _of_contributions),
    "withdrawn": Kind("contributions/followed_withdrawn", _of_contributions),
    "version": Kind("contributions/followed_version", _of_versions),
    "document": Kind("contributions/followed_document", _of_documents),
}
