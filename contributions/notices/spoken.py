"""What letters about news speak of: the thing itself, as everybody may read it now.

Asked when it is told: what was taken out meanwhile, or is not public any more, is not in it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from common.localized import Wording
from consultations.enums import Act
from consultations.models import CarriedText, CommentPeriod, Document, PeriodAct, Round
from consultations.notices import PERIOD_DECIDED, about_act
from contributions.models import Contribution
from contributions.queries.published import published_title
from following.models import News

from .addressing import absolute, beside, context_of, public_url

# What letters speak of, by the number of the news; nothing for news whose subject is not to be read any more.
Spoken = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of news: the family of its letters, and what they speak of; ``url`` in it is where one reads on.

    Asked for many at once, so that a page of news costs as much as one.
    """

    family: str
    speaks_of: Callable[[Sequence[News]], Spoken]


def kind_of(news: News) -> Kind:
    """How this news is worded."""
    return KINDS[news.kind]


def spoken_of(news: News) -> dict[str, Any] | None:
    """What letters about it speak of, its ``process`` among it; None where nothing is told any more."""
    return spoken_of_all([news]).get(news.pk)


def may_be_told(news: News) -> bool:
    """May everybody read what it tells?"""
    return spoken_of(news) is not None


def spoken_of_all(news: Iterable[News]) -> Spoken:
    """What letters speak of, for each of the news that may be told; as many queries as there are sorts of subjects."""
    sorts: dict[Callable[[Sequence[News]], Spoken], list[News]] = {}
    for each in news:
        sorts.setdefault(kind_of(each).speaks_of, []).append(each)
    return {pk: context for speaks_of, alike in sorts.items() for pk, context in speaks_of(alike).items()}


def about_period(period: CommentPeriod) -> dict[str, Any]:
    """What letters say of a period."""
    process = period.round.process
    return {
        "period": period,
        "round": period.round,
        "process": process,
        "url": absolute(reverse("web:period", args=[process.slug, period.round.number, period.pk])),
    }


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
