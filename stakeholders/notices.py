"""The letters about who speaks for whom. Called inside the transaction of the fact they tell."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from common.languages import active
from notifications.actions import queue
from record.queries import about
from stakeholders.models import Invitation, Mandate, Person, Source


def invited(invitation: Invitation, token: str) -> None:
    """To the address: who invites it to speak for which source, with the link that works once."""
    queue(
        "stakeholders/invited",
        to=whose(invitation.address),
        address=invitation.address,
        language="" if whose(invitation.address) else active(),
        context=_context(invitation.source)
        | {"invitation": invitation, "inviter": invitation.invited_by, "url": invitation_url(token)},
        key=f"invitation:{invitation.pk}",
        subject=invitation,
    )


def accepted(invitation: Invitation, mandate: Mandate) -> None:
    """To whoever invited: who accepted, and whether somebody still has to confirm it."""
    _write(
        "accepted",
        invitation.invited_by,
        mandate.source,
        key=f"invitation-accepted:{invitation.pk}",
        mandate=mandate,
        who=mandate.person,
        invitation=invitation,
    )


def claimed(mandate: Mandate) -> None:
    """To whoever leads the source: who says that they speak for it. Nobody leads it: no letter."""
    for lead in Mandate.objects.leading().filter(source=mandate.source_id).select_related("person"):
        _write("claimed", lead.person, mandate.source, key=f"mandate-claimed:{mandate.pk}", who=mandate.person)


def ended(mandate: Mandate, *, reason: str) -> None:
    """To the person: that they do not speak for the source any more, and why, if somebody said so."""
    _write("ended", mandate.person, mandate.source, key=f"mandate-ended:{mandate.pk}", reason=reason)


def leads(mandate: Mandate, *, reason: str, before: Mandate | None = None) -> None:
    """To whoever leads the source from now on, and to whoever did ``before``."""
    for reader in (mandate, before):
        if reader is not None:
            _write(
                "leads",
                reader.person,
                mandate.source,
                # The same two may take turns: each turn is another letter.
                key=f"mandate-leads:{mandate.pk}:{reader.pk}:{_turns(mandate)}",
                who=mandate.person,
                is_lead=reader == mandate,
                reason=reason,
            )


def disputed(source: Source, *, reason: str, key: str) -> None:
    """To all who speak for the source: that a secretariat doubts what it says of itself, and why."""
    for person in speakers_of(source):
        _write("disputed", person, source, key=f"source-disputed:{key}:{person.pk}", reason=reason)


def speakers_of(source: Source) -> Iterable[Person]:
    """Everybody with a confirmed mandate for it, and the person that it is."""
    speaking = Mandate.objects.confirmed().filter(source=source).values("person")
    return Person.objects.filter(Q(pk__in=speaking) | Q(pk=source.person_id), is_active=True).order_by("pk")


def whose(address: str) -> Person | None:
    """Whose address it is, so that the letter is in their language; None for a stranger's."""
    return Person.objects.filter(email__iexact=address, is_active=True).first()


def invitation_url(token: str) -> str:
    """The address, in full, where an invitation is accepted."""
    return settings.SITE_URL + reverse("web:invitation", args=[token])


def _turns(mandate: Mandate) -> int:
    return about(mandate).filter(verb="mandate.lead").count()


def _write(letter: str, to: Person, source: Source, *, key: str, **context: Any) -> None:
    queue(f"stakeholders/{letter}", to=to, context=_context(source) | context, key=key, subject=source)


def _context(source: Source) -> dict[str, Any]:
    url = settings.SITE_URL + reverse("web:organisation", args=[source.slug])
    return {"source": source, "organisation_url": url}
