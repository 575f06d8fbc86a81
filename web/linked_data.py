"""What public pages say in the vocabulary of schema.org: an organisation, events, works, a draft of legislation.

Of a contribution nothing is said but what ``contributions.queries.published`` gives: nobody is named who does not want
it, and of what was withdrawn there is its symbol.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from common.languages import active
from common.localized import best
from consultations.enums import PeriodState
from consultations.models import (
    CarriedText,
    CommentPeriod,
    Document,
    DocumentFile,
    PeriodAct,
    Process,
    Round,
    Symbol,
)
from contributions.enums import Consent, State
from contributions.models import Contribution
from contributions.queries.published import PublicSource
from stakeholders.models import StakeholderGroup

Data = dict[str, Any]
VOCABULARY = "https://schema.org"


def of_process(process: Process, periods: Iterable[CommentPeriod], *, at: datetime) -> Data:
    """A process is a body; its events are the periods that are open."""
    said = _process(process) | {
        "alternateName": process.code,
        "description": _plain(process.mandate),
        "knowsLanguage": list(process.languages),
        "event": [_period(each, at=at) for each in periods],
    }
    return _whole(said)


def of_round(round_: Round, periods: Iterable[CommentPeriod], *, at: datetime) -> Data:
    """A round is a series of events: its meeting, if it has one, and its comment periods."""
    said = _round(round_) | {
        "description": _plain(round_.description),
        "startDate": round_.meets_on.isoformat() if round_.meets_on else "",
        "location": {"@type": "Place", "name": round_.place, "address": round_.place} if round_.place else "",
        "organizer": _process(round_.process),
        "subEvent": [_period(each, at=at) for each in periods],
    }
    return _whole(said)


def of_period(
    period: CommentPeriod, acts: Sequence[PeriodAct], audience: Iterable[StakeholderGroup], *, at: datetime
) -> Data:
    """A period is an event that takes place here; other dates are told with those that were announced before."""
    said = _period(period, at=at)
    if said["eventStatus"] == _event("Scheduled") and any(act.moves_opening for act in acts):
        before = [_local(act.opens_before, period) for act in acts if act.moves_opening]
        said |= {"eventStatus": _event("Rescheduled"), "previousStartDate": before[-1]}
    groups = [{"@type": "Audience", "audienceType": group.wording.text} for group in audience]
    said |= {
        "description": _plain(period.description),
        "audience": groups,
        "organizer": _process(period.round.process),
        "superEvent": _round(period.round),
    }
    return _whole(said)


def of_contribution(contribution: Contribution, symbol: Symbol, sources: Iterable[PublicSource]) -> Data:
    """A contribution is a work of its sources, as far as they may be named."""
    round_ = contribution.round
    said: Data = {
        "@type": "CreativeWork",
        "@id": _page("document", round_.process.slug, symbol.text),
        "url": _page("document", round_.process.slug, symbol.text),
        "identifier": symbol.text,
        "datePublished": _instant(contribution.published_at),
        "isPartOf": _round(round_),
    }
    if contribution.state == State.WITHDRAWN:
        return _whole(said | {"creativeWorkStatus": "Withdrawn"})
    if contribution.consent == Consent.AGGREGATE:
        return _whole(said)
    said |= {
        "name": contribution.title,
        "inLanguage": contribution.language,
        "abstract": contribution.excerpt,
        "author": [_source(source) for source in sources if source.is_named],
        "dateModified": _instant(contribution.shown_at),
        "creativeWorkStatus": "Published",
    }
    return _whole(said)


def of_document(document: Document, files: Iterable[DocumentFile]) -> Data:
    """A document with its files."""
    round_, wording = document.round, document.wording
    if document.symbol is not None:
        address = _page("document", round_.process.slug, document.symbol.text)
    else:
        address = _page("prepared", round_.process.slug, round_.number, document.pk)
    said = {
        "@type": "DigitalDocument",
        "@id": address,
        "url": address,
        "identifier": document.symbol.text if document.symbol is not None else "",
        "name": wording.text,
        "inLanguage": wording.language,
        "datePublished": _instant(document.public_at),
        "creditText": document.submitted_by,
        "publisher": _process(round_.process),
        "isPartOf": _round(round_),
        "encoding": [_file(each) for each in files],
    }
    return _whole(said)


def of_text(carried: CarriedText, versions: Sequence[CarriedText]) -> Data:
    """A version of a text under negotiation is legislation that is not in force, based on the version before."""
    symbol, version = carried.symbol, carried.version
    address = _page("text", symbol.round.process.slug, symbol.text)
    before = [each for each in versions if each.version.number < version.number]
    said = {
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "legislationIdentifier": symbol.text,
        "name": version.text.title,
        "inLanguage": version.text.language,
        "version": version.name or str(version.number),
        "datePublished": _instant(version.issued_at),
        "legislationLegalForce": f"{VOCABULARY}/NotInForce",
        "creativeWorkStatus": "Draft",
        "publisher": _process(symbol.round.process),
        "isBasedOn": _page("text", symbol.round.process.slug, before[-1].symbol.text) if before else "",
    }
    return _whole(said)


def _process(process: Process) -> Data:
    address = _page("process", process.slug)
    return {"@type": "Organization", "@id": address, "name": process.wording.text, "url": address}


def _round(round_: Round) -> Data:
    address = _page("round", round_.process.slug, round_.number)
    return {"@type": "EventSeries", "@id": address, "name": round_.wording.text, "url": address}


def _period(period: CommentPeriod, *, at: datetime) -> Data:
    address = _page("period", period.round.process.slug, period.round.number, period.pk)
    is_cancelled = period.state(at=at) == PeriodState.CANCELLED
    return {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": period.wording.text,
        "startDate": _local(period.opens_at, period),
        "endDate": _local(period.closes_at, period),
        "eventStatus": _event("Cancelled" if is_cancelled else "Scheduled"),
        "eventAttendanceMode": f"{VOCABULARY}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "inLanguage": list(period.languages),
        "isAccessibleForFree": True,
    }


def _source(source: PublicSource) -> Data:
    kind = "Person" if source.group.for_individuals else "Organization"
    said = {"@type": kind, "name": source.name, "url": _page("source", source.slug) if source.slug else ""}
    return {name: value for name, value in said.items() if value}


def _file(file: DocumentFile) -> Data:
    return {
        "@type": "MediaObject",
        "contentUrl": _page("file", "documents", file.pk, file.name),
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "inLanguage": file.language,
        "sha256": file.sha256,
    }


def _event(status: str) -> str:
    return f"{VOCABULARY}/Event{status}"


def _local(instant: datetime, period: CommentPeriod) -> str:
    """The instant with the offset of the zone it was announced in."""
    return instant.astimezone(period.zone).isoformat()


def _instant(instant: datetime | None) -> str:
    return instant.isoformat() if instant is not None else ""


def _plain(words: Any) -> str:
    return best(words, active()).text


def _page(name: str, *arguments: object) -> str:
    return settings.SITE_URL + reverse(f"web:{name}", args=arguments)


def _whole(said: Data) -> Data:
    """With the vocabulary it is said in; what is empty is not said."""
    return {"@context": VOCABULARY} | {name: value for name, value in said.items() if value not in ("", [], None)}
