"""What providers that send our letters for us tell of them, in django-anymail's words for all of them."""

from typing import Protocol
from uuid import UUID

from notifications.reports.kinds import Kind, Report
from notifications.reports.status import is_about_mailbox, status_in

KINDS = {
    "bounced": Kind.FAILED,
    "rejected": Kind.FAILED,
    "failed": Kind.FAILED,
    "deferred": Kind.DELAYED,
    "delivered": Kind.DELIVERED,
    "complained": Kind.COMPLAINT,
    "unsubscribed": Kind.UNSUBSCRIBED,
}
# Why a provider did not even try: what it knows of the address from before.
KNOWN_TROUBLES = {"invalid", "bounced", "spam", "unsubscribed"}
# What we called a letter when we handed it in.
NAME = "letter"


class Event(Protocol):
    """As ``anymail.signals.AnymailTrackingEvent`` is; each value may be anything that a stranger can put into JSON."""

    event_type: str
    message_id: object
    metadata: object
    description: object
    mta_response: object
    recipient: object
    reject_reason: object
    esp_event: object


def of_event(event: Event) -> Report:
    """What a provider's event reports; of kind ``NOTHING`` where it tells of opened letters and the like."""
    kind = KINDS.get(event.event_type, Kind.NOTHING)
    said = " ".join(_text(event.mta_response or event.description).split())
    status = status_in(said)
    was_known = event.event_type == "rejected" and event.reject_reason in KNOWN_TROUBLES
    return Report(
        kind=kind,
        message_ids=_message_ids(_ours(event.esp_event) or event.message_id),
        letters=_letters(event.metadata),
        status=status,
        said=said[:500] or _text(event.reject_reason or event.event_type)[:500],
        recipients=tuple(filter(None, [_text(event.recipient)[:254]])),
        is_vouched=True,
        closes_address=kind == Kind.FAILED and (was_known or is_about_mailbox(status)),
    )


def _message_ids(*given: object) -> tuple[str, ...]:
    """In angle brackets, which some leave out."""
    names = [_text(each).strip().strip("<>") for each in given]
    return tuple(f"<{name}>" for name in names if "@" in name and name.isascii() and len(name) < 253)


def _ours(event: object) -> object:
    """The Message-ID that a letter had when it was handed in; Amazon gives it another one."""
    for name in ("mail", "commonHeaders", "messageId"):
        event = event.get(name) if isinstance(event, dict) else None
    return event


def _letters(metadata: object) -> tuple[UUID, ...]:
    given = metadata.get(NAME) if isinstance(metadata, dict) else None
    try:
        return (UUID(hex=given),) if isinstance(given, str) else ()
    except ValueError:
        return ()


def _text(given: object) -> str:
    text = given if isinstance(given, str) else ""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
