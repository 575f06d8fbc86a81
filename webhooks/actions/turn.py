"""An endpoint's turn: what waits for it, one after the other, for a while."""

import json
import logging
import random
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from record.actions import enter
from webhooks import notices
from webhooks.calling import Answer, call
from webhooks.calling.signing import headers
from webhooks.enums import ABOUT_ITSELF, Because, DeliveryState, EndpointState, Fault, Kind
from webhooks.lifecycle import (
    LONGEST_TURN,
    MOST_IN_A_TURN,
    SHORT_PAUSES,
    is_over,
    next_try,
    pause_after,
    rest_after,
    rest_asked,
)
from webhooks.models import Attempt, Delivery, Endpoint, EndpointQuerySet, Event
from webhooks.queries.due import due_deliveries, due_endpoints

from .handover import hand_over_due

logger = logging.getLogger(__name__)
GONE = 410
LATER = (429, 503)


def take_turn(endpoint_id: int) -> int:
    """Deliver what is due to one endpoint, if nobody else does; return how many deliveries were tried.

    Never raises for the receiver's sake. A turn ends at the first failure or slow answer, and after a while: others
    wait, too. Run twice at once it works once. Only a worker that dies between the receiver's yes and our own note of
    it leads to a second copy, under the same ``webhook-id``.
    """
    claimed = _claim(endpoint_id, timezone.now())
    if claimed is None:
        return 0
    tried, began = 0, time.perf_counter()
    try:
        while tried < MOST_IN_A_TURN and time.perf_counter() - began < LONGEST_TURN.total_seconds():
            endpoint = _as_it_is_now(claimed)
            delivery = due_deliveries(endpoint, at=timezone.now()).first() if endpoint else None
            if endpoint is None or delivery is None:
                break
            tried += 1
            if not _deliver(endpoint, delivery):
                break
    finally:
        _own(claimed).update(claim=None, handed_over_at=None)
    # What was stored while this turn had not ended yet has found it under way. After a fault of ours the sweeper comes.
    hand_over_due(only=[endpoint_id])
    return tried


def envelope(event: Event) -> str:
    """What is sent: the same bytes at every try."""
    told = {
        "id": event.name,
        "type": event.kind,
        "timestamp": _instant(event.happened_at),
        "sequence": event.pk,
        "data": event.payload,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _claim(endpoint_id: int, at: datetime) -> Endpoint | None:
    """Take it by one guarded UPDATE; None when there is nothing to tell it now, or somebody else calls it."""
    token = uuid4()
    if not due_endpoints(at=at).filter(pk=endpoint_id).update(claim=token, claimed_at=at):
        return None
    return Endpoint.objects.filter(pk=endpoint_id, claim=token).first()


def _as_it_is_now(claimed: Endpoint) -> Endpoint | None:
    """The endpoint, its claim renewed: its portal may have moved, paused or removed it since the last delivery."""
    if not _own(claimed).kept().update(claimed_at=timezone.now()):
        return None
    return _own(claimed).select_related("portal__owner").first()


def _own(endpoint: Endpoint) -> EndpointQuerySet:
    """The endpoint while it is still ours: a worker taken for dead must not undo what its successor did."""
    return Endpoint.objects.filter(pk=endpoint.pk, claim=endpoint.claim)


def _deliver(endpoint: Endpoint, delivery: Delivery) -> bool:
    """Try it once and note what came of it; say whether to go on."""
    at, body = timezone.now(), envelope(delivery.event)
    signed = headers(body, name=delivery.event.name, at=at, signed_with=endpoint.secrets(at=at))
    answer = call(endpoint.url, body, headers=signed, may_be_loopback=settings.WEBHOOKS_MAY_REACH_LOOPBACK)
    fault = answer.fault
    if not fault and delivery.event.kind == Kind.CHALLENGE and not _is_proven(delivery.event, answer):
        fault = Fault.WRONG_ANSWER
    with transaction.atomic():
        # Locked as everywhere: the endpoint, then its deliveries. It may have been changed or removed meanwhile.
        current = Endpoint.objects.select_for_update(no_key=True).filter(pk=endpoint.pk, claim=endpoint.claim).first()
        if current is None:
            return False
        Attempt.objects.create(
            delivery=delivery, at=at, ms=answer.ms, status=answer.status, fault=fault, answer=answer.body
        )
        if current.url != endpoint.url:
            return _elsewhere(delivery, fault, at)
        if not fault:
            _took(current, delivery, answer, at)
        else:
            _failed(current, delivery, answer, at)
    return not fault and current.rests_until is None


def _elsewhere(delivery: Delivery, fault: str, at: datetime) -> bool:
    """The endpoint moved while its former address was called: that has taken it, but proves and spoils nothing."""
    if not fault and delivery.event.kind != Kind.CHALLENGE:
        _tried(delivery, delivery.first_tried_at or at, state=DeliveryState.DELIVERED, finished_at=timezone.now())
    return False


def _took(endpoint: Endpoint, delivery: Delivery, answer: Answer, at: datetime) -> None:
    now, rest = timezone.now(), rest_after(timedelta(milliseconds=answer.ms))
    _tried(delivery, delivery.first_tried_at or at, state=DeliveryState.DELIVERED, finished_at=now)
    well: dict[str, Any] = {"delivered_at": now, "failing_since": None, "failures": 0}
    well["rests_until"] = None if rest is None else now + rest
    if delivery.event.kind == Kind.CHALLENGE and endpoint.challenge == delivery.event.payload["challenge"]:
        state = EndpointState.PAUSED if endpoint.state == EndpointState.PAUSED else EndpointState.ACTIVE
        well |= {"state": state, "challenge": "", "disabled_at": None, "disabled_because": ""}
        well |= {"proven_at": endpoint.proven_at or now}
    _set(endpoint, **well)
    if "proven_at" in well:
        enter("endpoint.prove", subject=endpoint, by=None)


def _failed(endpoint: Endpoint, delivery: Delivery, answer: Answer, at: datetime) -> None:
    """Put it back with a growing pause, or give it up; an endpoint that has taken nothing for long is disabled."""
    now, chance = timezone.now(), random.random()  # noqa: S311  # spreads calls, protects nothing
    is_about_itself = delivery.event.kind in ABOUT_ITSELF
    tries, first = delivery.tries + 1, min(delivery.first_tried_at or at, at)
    rest = pause_after(endpoint.failures + 1, chance=chance)
    if answer.status in LATER:
        rest = max(rest, _asked(answer.retry_after, now) or rest)
    since = min(endpoint.failing_since or at, at)
    again = next_try(pause_after(tries, chance=chance), now=now, since=first)
    is_given_up = tries > len(SHORT_PAUSES) if is_about_itself else is_over(tries=tries, now=now, since=first)
    given_up = {"state": DeliveryState.GIVEN_UP, "finished_at": now}
    _tried(delivery, first, **(given_up if is_given_up else {"next_try_at": again}))
    _set(
        endpoint,
        failing_since=since,
        failures=endpoint.failures + 1,
        # It does not rest longer than it may fail.
        rests_until=next_try(rest, now=now, since=since),
    )
    if endpoint.state == EndpointState.ACTIVE and answer.status == GONE:
        _disable(endpoint, Because.GONE, now)
    elif endpoint.state == EndpointState.ACTIVE and is_over(tries=endpoint.failures, now=now, since=since):
        _disable(endpoint, Because.FAILING, now)
    elif is_given_up and not is_about_itself:
        notices.given_up(endpoint, delivery, at=now)


def _disable(endpoint: Endpoint, because: Because, now: datetime) -> None:
    """Send it nothing more; what waits is kept, to be replayed once it has proven itself again."""
    _set(endpoint, state=EndpointState.DISABLED, disabled_at=now, disabled_because=because)
    waiting = Delivery.objects.waiting().filter(endpoint=endpoint)
    kept = waiting.update(state=DeliveryState.GIVEN_UP, finished_at=now)
    notices.disabled(endpoint, kept=kept)
    enter("endpoint.disable", subject=endpoint, by=None, because=because.value)


def _tried(delivery: Delivery, first: datetime, **fields: Any) -> None:
    """Note one more try. What was replayed, given up or called off meanwhile is not undone, unless it has arrived."""
    arrived = fields.get("state") == DeliveryState.DELIVERED
    possible = (DeliveryState.WAITING, DeliveryState.CALLED_OFF) if arrived else (DeliveryState.WAITING,)
    Delivery.objects.filter(pk=delivery.pk, tries=delivery.tries, state__in=possible).update(
        tries=F("tries") + 1, first_tried_at=first, **fields
    )


def _set(endpoint: Endpoint, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(endpoint, name, value)
    endpoint.save(update_fields=list(fields))


def _is_proven(event: Event, answer: Answer) -> bool:
    """Did it answer with the challenge: ``{"challenge": "…"}``, or the bare words?"""
    wanted = event.payload["challenge"]
    if answer.body.strip() == wanted:
        return True
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("challenge") == wanted


def _asked(text: str, now: datetime) -> timedelta | None:
    """What ``Retry-After`` says (RFC 9110, 10.2.3): seconds, or a date."""
    found = rest_asked(text)
    if found is not None or not text:
        return found
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return rest_asked(None, seconds_to=((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
