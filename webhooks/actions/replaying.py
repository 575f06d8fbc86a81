"""Sending anew what was told before."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible
from record.actions import enter
from webhooks.enums import ABOUT_ITSELF, DeliveryState, EndpointState
from webhooks.lifecycle import MOST_REPLAYED
from webhooks.models import Delivery, DeliveryQuerySet, Endpoint

from .endpoint import must_own
from .handover import start_after_commit

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def replay(delivery: Delivery, *, by: "Person") -> None:
    """Send one delivery once more, under the same ``webhook-id``; its former tries stay in the log.

    Raise ``NotAllowed``; ``NotPossible`` where the endpoint is sent nothing now, it is still on its way, or called off.
    """
    endpoint = _must_be_open(delivery.endpoint, by)
    if delivery.event.kind in ABOUT_ITSELF:
        raise NotPossible(_("A test or a challenge is not sent once more: send a new one."))
    again = _again(Delivery.objects.filter(pk=delivery.pk), endpoint)
    delivery.refresh_from_db()
    if delivery.state == DeliveryState.CALLED_OFF:
        raise NotPossible(_("The process no longer lets this portal be told: this is not sent any more."))
    if not again:
        raise NotPossible(_("This is still on its way."))
    enter("endpoint.replay", subject=endpoint, by=by, deliveries=1)


@transaction.atomic
def replay_range(
    endpoint: Endpoint,
    *,
    since: datetime,
    until: datetime,
    by: "Person",
    kinds: Sequence[str] = (),
    only_failed: bool = False,
) -> int:
    """Send anew what happened from ``since`` until just before ``until``, of these ``kinds`` (none: of all).

    In the order in which it happened. Return how many; what is still on its way, or was called off, is left as it is.
    Raise ``NotAllowed``, ``Incomplete`` where the range is none or holds too many, ``NotPossible`` where the endpoint
    is sent nothing now.
    """
    current = _must_be_open(endpoint, by)
    if until <= since:
        sentence = _("Choose an end that is later than the beginning.")
        raise Incomplete(sentence, fields={"until": sentence})
    chosen = Delivery.objects.filter(
        endpoint=current, event__happened_at__gte=since, event__happened_at__lt=until
    ).exclude(event__kind__in=ABOUT_ITSELF)
    if kinds:
        chosen = chosen.filter(event__kind__in=kinds)
    if only_failed:
        chosen = chosen.filter(state=DeliveryState.GIVEN_UP)
    if len(chosen.values_list("pk")[: MOST_REPLAYED + 1]) > MOST_REPLAYED:
        sentence = _("These are more than %(most)d: choose a shorter range.") % {"most": MOST_REPLAYED}
        raise Incomplete(sentence, fields={"until": sentence})
    again = _again(chosen, current)
    if again:
        enter("endpoint.replay", subject=current, by=by, deliveries=again)
    return again


def _must_be_open(endpoint: Endpoint, by: "Person") -> Endpoint:
    must_own(endpoint.portal, by)
    current = Endpoint.objects.kept().select_for_update(no_key=True).filter(pk=endpoint.pk).first()
    if current is None:
        raise NotPossible(_("This address was removed meanwhile."))
    if current.state not in (EndpointState.ACTIVE, EndpointState.PAUSED):
        raise NotPossible(_("Let this address prove itself first: nothing is sent to it now."))
    return current


def _again(chosen: DeliveryQuerySet, endpoint: Endpoint) -> int:
    now = timezone.now()
    finished = chosen.filter(state__in=(DeliveryState.DELIVERED, DeliveryState.GIVEN_UP))
    again = finished.update(
        state=DeliveryState.WAITING, tries=0, first_tried_at=None, next_try_at=now, finished_at=None, replayed_at=now
    )
    start_after_commit([endpoint.pk])
    return again
