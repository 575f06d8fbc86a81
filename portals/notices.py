"""The letters about portals and their keys. Called inside the transaction of the fact they tell."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from common.languages import active
from notifications.actions import queue
from portals.models import Key, Offer, Portal
from record.queries import about
from stakeholders.models import Person
from stakeholders.notices import whose


def key_issued(key: Key, *, instead_of: Key | None = None, until: datetime | None = None) -> None:
    """To whoever runs the portal: that there is a key, which one it replaces, and until when that one works."""
    to_owner(
        key.portal,
        "portals/key_issued",
        key=f"portal-key-issued:{key.pk}",
        client=key.client_id,
        replaced=instead_of.client_id if instead_of else "",
        until=until,
    )


def key_revoked(key: Key) -> None:
    """To whoever runs the portal: that a key opens nothing any more."""
    to_owner(key.portal, "portals/key_revoked", key=f"portal-key-revoked:{key.pk}", client=key.client_id)


def offered(offer: Offer, token: str) -> None:
    """To the address: who offers it which portal, with the link under which it is taken or declined."""
    reader = whose(offer.address)
    queue(
        "portals/offered",
        to=reader,
        address=offer.address,
        language="" if reader else active(),
        context={
            "portal": offer.portal,
            "owner": offer.portal.owner,
            "offer": offer,
            "url": settings.SITE_URL + reverse("web:offered_portal", args=[token]),
        },
        key=f"portal-offered:{offer.portal_id}:{last_act(offer.portal)}",
        subject=offer.portal,
    )


def taken(portal: Portal, *, before: Person, address: str) -> None:
    """To whoever runs the portal now: what to replace. To whoever did, where letters went until now: who has it."""
    number = last_act(portal)
    to_owner(portal, "portals/taken", key=f"portal-taken:{portal.pk}:{number}", before=before)
    queue(
        "portals/given",
        to=before,
        address=address,
        context={"portal": portal, "owner": portal.owner},
        key=f"portal-given:{portal.pk}:{number}",
        subject=portal,
    )


def declined(portal: Portal) -> None:
    """To whoever runs the portal: that it stays with them."""
    to_owner(portal, "portals/declined", key=f"portal-declined:{portal.pk}:{last_act(portal)}")


def to_owner(portal: Portal, family: str, *, key: str, subject: models.Model | None = None, **context: Any) -> None:
    """One letter to whoever runs the portal, at the address they chose. None where their account was closed."""
    if not portal.owner.is_active:
        return
    url = settings.SITE_URL + reverse("web:portal", args=[portal.slug])
    queue(
        family,
        to=portal.owner,
        address=portal.email,
        context={"portal": portal, "url": url} | context,
        key=key,
        subject=subject or portal,
    )


def last_act(portal: models.Model) -> int:
    """The number of the record's last entry about it, which is the act that a letter tells of."""
    return about(portal).values_list("number", flat=True).last() or 0
