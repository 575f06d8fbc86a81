"""From the names in a draft to sources."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from common.refusals import Incomplete
from contributions.enums import Speaking
from stakeholders import actions as stakeholders
from stakeholders.models import Source, StakeholderGroup
from stakeholders.queries import find_organisation

if TYPE_CHECKING:
    from stakeholders.models import Person


def resolve_sources(
    speaking: str, named: Sequence[Mapping[str, Any]], *, by: "Person", is_transcript: bool = False
) -> tuple[list[Source], dict[int, str]]:
    """The sources of a contribution, each once, in the order they were named; and by id the addresses to ask at.

    An organisation that is not known yet is registered; for the first one named, ``by`` claims a
    mandate, which a secretariat confirms. The others are asked by letter, or through the secretariat.
    Who writes down what came on paper (``is_transcript``) claims nothing, and speaks for nobody.
    Raise ``Incomplete`` for a source that does not exist any more or lacks its group, and for what is no address.
    """
    if speaking == Speaking.MYSELF and is_transcript:
        sentence = _("Name the source: this came from somebody else.")
        raise Incomplete(sentence, fields={"sources": sentence})
    if speaking == Speaking.MYSELF:
        return [stakeholders.own_source(by)], {}
    stakeholders.hold_names(str(entry.get("name", "")) for entry in named if not entry.get("id"))
    sources: list[Source] = []
    addresses: dict[int, str] = {}
    for entry in named:
        address = _address(entry)
        source = _source(entry, by=by, is_transcript=is_transcript)
        if not sources and source.person_id != by.pk and not is_transcript:
            # Before any other source is registered: whoever has entered something in the record waits for nobody.
            stakeholders.claim_mandate(by, source)
        if source not in sources:
            sources.append(source)
        if address:
            addresses.setdefault(source.pk, address)
    if speaking == Speaking.JOINTLY and len(sources) < 2:
        sentence = _("Name at least two different sources that speak jointly.")
        raise Incomplete(sentence, fields={"sources": sentence})
    return sources, addresses


def _address(entry: Mapping[str, Any]) -> str:
    """Where somebody can be asked who speaks for a source; never part of what is sent."""
    address = str(entry.get("email") or "").strip()
    try:
        return stakeholders.read_address(address) if address else ""
    except Incomplete as refusal:
        raise Incomplete(refusal.sentence, fields={"sources": refusal.sentence}) from refusal


def _source(entry: Mapping[str, Any], *, by: "Person", is_transcript: bool = False) -> Source:
    if entry.get("id"):
        known = Source.objects.select_related("group").filter(pk=entry["id"]).first()
        if known is None or (known.person_id and known.person_id != by.pk and not is_transcript):
            sentence = _("One of the sources you named is no longer there. Choose it again.")
            raise Incomplete(sentence, fields={"sources": sentence})
        return known
    name = str(entry.get("name", "")).strip()
    found = find_organisation(name, country=str(entry.get("country", "")))
    if found is not None:
        return found
    group = StakeholderGroup.objects.filter(code=str(entry.get("group", ""))).first()
    if group is None:
        sentence = _("Choose the stakeholder group of %(name)s.") % {"name": name}
        raise Incomplete(sentence, fields={"sources": sentence})
    return stakeholders.register_organisation(
        name=name,
        acronym=str(entry.get("acronym", "")).strip(),
        country=str(entry.get("country", "")),
        group=group,
        by=by,
    )
