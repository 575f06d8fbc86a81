"""A request that changes something is done once, however often it is sent.

As draft-ietf-httpapi-idempotency-key-header has it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.idp.oidc.models import Token
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from portals.models import Answered, Offer, Portal

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Told:
    """An answer. ``is_kept``: whether the same request gets the same again, or is tried anew."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    is_kept: bool = True


@transaction.atomic
def once(portal: Portal, *, key: str, fingerprint: str, act: Callable[[], Told], at: datetime | None = None) -> Told:
    """Return what ``act`` answers; where this portal has asked the same under ``key`` before, what it was told then.

    Whatever ``act`` does is committed together with its answer. One that comes while the first is still being done
    waits for it. Raise ``NotPossible`` where something else was asked under the key, within ``KEPT_FOR``.
    """
    at = at or timezone.now()
    Answered.objects.filter(portal=portal, key=key, at__lte=at - KEPT_FOR).delete()
    kept, is_new = Answered.objects.get_or_create(
        portal=portal, key=key, defaults={"fingerprint": fingerprint, "at": at}
    )
    if not is_new:
        if kept.fingerprint != fingerprint:
            raise NotPossible(
                _("This Idempotency-Key was used for another request. Give each request a key of its own.")
            )
        return Told(kept.status, json.loads(kept.body), kept.headers)
    told = act()
    if told.is_kept:
        Answered.objects.filter(pk=kept.pk).update(
            status=told.status, body=json.dumps(told.body), headers=dict(told.headers)
        )
    else:
        kept.delete()
    return told


def sweep(*, at: datetime | None = None) -> int:
    """Remove answers kept long enough, tokens over for a day, offers too old; return how many there were."""
    at = at or timezone.now()
    answers, _kinds = Answered.objects.filter(at__lte=at - KEPT_FOR).delete()
    tokens, _kinds = Token.objects.filter(client__key__isnull=False, expires_at__lte=at - timedelta(days=1)).delete()
    offers, _kinds = Offer.objects.filter(expires_at__lte=at).delete()
    return answers + tokens + offers
