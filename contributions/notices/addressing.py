"""How letters about contributions are addressed, and what all of them know."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from contributions.models import Contribution, transcript_of
from notifications.actions import queue
from stakeholders.models import Mandate, Person


def absolute(path: str) -> str:
    """The address in full."""
    return settings.SITE_URL + path


def public_url(contribution: Contribution) -> str:
    """The permanent address of a published contribution, in full."""
    assert contribution.symbol is not None
    return absolute(reverse("web:document", args=[contribution.round.process.slug, contribution.symbol.text]))


def period_url(contribution: Contribution) -> str:
    """The page of its comment period, in full."""
    round_ = contribution.round
    return absolute(reverse("web:period", args=[round_.process.slug, round_.number, contribution.period_id]))


def context_of(contribution: Contribution) -> dict[str, Any]:
    """What every letter about a contribution may speak of."""
    return {
        "contribution": contribution,
        "period": contribution.period,
        "round": contribution.round,
        "process": contribution.round.process,
        "symbol": contribution.symbol.text if contribution.symbol else "",
        "url": absolute(reverse("web:contribution_mine", args=[contribution.pk])),
    }


def address_of_source(contribution: Contribution) -> str:
    """Where the source of a transcript is written to: whoever wrote it down is not its source. "" for all others."""
    transcript = transcript_of(contribution)
    return transcript.email if transcript is not None else ""


def beside(contribution: Contribution) -> dict[str, str]:
    """What letters say of how it ``stands`` beside the ``other`` one; empty for what has a number of its own."""
    original = contribution.original
    other = original.symbol.text if original is not None and original.symbol is not None else ""
    return {"stands": contribution.stands, "other": other}


def language_of(contribution: Contribution) -> str:
    """The language it is written in, where letters can be written in it too."""
    return contribution.language if contribution.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def within(text: str, most: int) -> tuple[str, bool]:
    """As much of the text as ``most`` bytes hold, and whether that is less than all."""
    written = text.encode()
    return written[:most].decode(errors="ignore"), len(written) > most


def to_author(contribution: Contribution, letter: str, *, key: str, **context: Any) -> None:
    """One letter to its author; of a transcript to the address that its source gave. None where there is nobody."""
    if contribution.author is None:
        return
    context["is_author"] = True
    if address := address_of_source(contribution):
        place = {"url": context.get("public_url") or period_url(contribution)}
        queue(
            f"contributions/{letter}",
            to=None,
            address=address,
            language=contribution.language,
            context=context_of(contribution) | context | place,
            key=key,
            subject=contribution,
        )
        return
    queue(
        f"contributions/{letter}",
        to=contribution.author,
        context=context_of(contribution) | context,
        key=key,
        subject=contribution,
    )


def to_speakers(contribution: Contribution, letter: str, *, key: str, **context: Any) -> None:
    """One letter to each who speaks for its sources; of a transcript to its source, not to whoever wrote it down."""
    people = speakers(contribution)
    if address_of_source(contribution):
        to_author(contribution, letter, key=key, **context)
        people = people.exclude(pk=contribution.author_id or 0)
    for person in people:
        queue(
            f"contributions/{letter}",
            to=person,
            context=context_of(contribution) | {"is_author": person.pk == contribution.author_id} | context,
            key=f"{key}:{person.pk}",
            subject=contribution,
        )


def to_desk(contribution: Contribution, letter: str, *, to: Person | None, key: str, **context: Any) -> None:
    """One letter to somebody who works at the desk. None where there is nobody, or they have gone."""
    if to is None or not to.is_active:
        return
    url = absolute(reverse("secretariat:contribution", args=[contribution.pk]))
    queue(
        f"contributions/{letter}",
        to=to,
        context=context_of(contribution) | {"url": url} | context,
        key=f"{key}:{to.pk}",
        subject=contribution,
    )


def speakers(contribution: Contribution) -> QuerySet[Person]:
    """Its author, and everybody with a confirmed mandate for one of its sources that have confirmed."""
    return Person.objects.filter(speaking_for([contribution]), is_active=True).order_by("pk")


def speaking_for(contributions: Collection[Contribution]) -> Q:
    """The authors, and everybody with a confirmed mandate for one of the sources that have confirmed."""
    speaking = Mandate.objects.confirmed().filter(
        source__contribution_sources__contribution__in=contributions,
        source__contribution_sources__confirmed_at__isnull=False,
    )
    authors = [each.author_id for each in contributions if each.author_id]
    return Q(pk__in=authors) | Q(pk__in=speaking.values("person"))
