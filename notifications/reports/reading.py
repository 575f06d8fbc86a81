"""Reading a mail that may be a report. Whatever comes, nothing is raised and little memory is used."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, message_from_string
from email.header import decode_header, make_header
from email.message import Message
from itertools import islice

from notifications.reports import free_form
from notifications.reports.fields import Fields, fields_in
from notifications.reports.kinds import Kind, Report
from notifications.reports.status import is_about_mailbox, more_exact, status_in

# More of a mail is not looked at: our letters are far shorter, and the report stands before them.
LONGEST = 1024 * 1024
MOST_PARTS = 50
MOST_NAMES = 20
LONGEST_SAID = 500

STATUS_PARTS = {"message/delivery-status", "message/global-delivery-status"}
HEADER_PARTS = {"text/rfc822-headers", "message/global-headers"}
LETTER_PARTS = {"message/rfc822", "message/global"}
ACTIONS = {
    "failed": Kind.FAILED,
    "delayed": Kind.DELAYED,
    "delivered": Kind.DELIVERED,
    "relayed": Kind.RELAYED,
    "expanded": Kind.RELAYED,
}
CLASSES = {"5": Kind.FAILED, "4": Kind.DELAYED, "2": Kind.DELIVERED}
# RFC 5965, 7.3. Others say the opposite (not-spam, RFC 6430) or are about forgeries of our name (RFC 6591).
COMPLAINTS = {"abuse", "fraud", "opt-out", "opt-out-list"}
# Where mail servers note to whom a mail came.
ARRIVED_AT = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,250}>")


def read(raw: bytes, *, envelope: str = "") -> Report:
    """Read a mail as a report; of kind ``NOTHING`` where it is none, or is broken. ``envelope``: whom it came to."""
    try:
        return _read(message_from_bytes(raw[:LONGEST]), envelope)
    except Exception:  # noqa: BLE001  # the parser raises many things at what was broken on purpose
        return Report()


def _read(mail: Message, envelope: str) -> Report:
    parts = list(islice(_parts(mail), MOST_PARTS))
    returned = next((found for part in parts if (found := _returned(part)) is not None), None)
    addresses, ids = [envelope, *_values(mail, *ARRIVED_AT)], _values(mail, "In-Reply-To", "References")
    if returned is not None:
        addresses += _values(returned, "Return-Path")
        ids = _values(returned, "Message-ID") or ids

    if (delivery := _first(parts, STATUS_PARTS)) is not None:
        said = _of_delivery(fields_in(delivery))
    elif (feedback := _first(parts, {"message/feedback-report"})) is not None:
        said = _of_feedback(fields_in(feedback))
    else:
        said = free_form.read(mail, parts)
        ids += said.message_ids
    if said.kind == Kind.NOTHING:
        return Report()
    names = [name for text in ids for name in _MESSAGE_ID.findall(text)]
    status = more_exact(said.status, said.said)
    return Report(
        kind=said.kind,
        addresses=_few([*addresses, *said.addresses]),
        message_ids=_few(names),
        status=status,
        said=_line(said.said, LONGEST_SAID),
        recipients=_few([_line(name, 254) for name in said.recipients]),
        closes_address=said.kind == Kind.FAILED and is_about_mailbox(status),
    )


def _of_delivery(groups: list[Fields]) -> Report:
    """The gravest that a delivery status says of a recipient (RFC 3464, 2.3)."""
    found = [_of_recipient(fields) for fields in groups if "action" in fields or "status" in fields]
    return min(found, key=lambda report: report.kind.value, default=Report())


def _of_recipient(fields: Fields) -> Report:
    status, action = status_in(fields.get("status", "")), fields.get("action", "").split("(")[0].strip().lower()
    return Report(
        kind=ACTIONS.get(action) or CLASSES.get(status[:1], Kind.NOTHING),
        status=status,
        said=_typed(fields.get("diagnostic-code", "")),
        recipients=_recipients(fields, "final-recipient", "original-recipient"),
    )


def _of_feedback(groups: list[Fields]) -> Report:
    fields = {name: value for group in reversed(groups) for name, value in group.items()}
    kind = fields.get("feedback-type", "").strip().lower()
    return Report(
        kind=Kind.COMPLAINT if kind in COMPLAINTS else Kind.NOTHING,
        addresses=(fields.get("original-mail-from", ""),),
        said=kind,
        recipients=_recipients(fields, "original-rcpt-to"),
    )


def _parts(mail: Message) -> Iterator[Message]:
    """What a mail consists of, in order; not what a letter within it consists of."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(reversed([each for each in inner if isinstance(each, Message)]))
        else:
            yield part


def _first(parts: list[Message], kinds: set[str]) -> Message | None:
    return next((part for part in parts if part.get_content_type() in kinds), None)


def _returned(part: Message) -> Message | None:
    """The headers of the letter that a report brings back (RFC 3462, 2; RFC 6533 where they are international)."""
    kind = part.get_content_type()
    if kind == "text/rfc822-headers":
        content = part.get_payload(decode=True)
        return message_from_bytes(content) if isinstance(content, bytes) else None
    if kind in LETTER_PARTS | HEADER_PARTS:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else inner
        return first if isinstance(first, Message) else message_from_string(str(first))
    return None


def _values(mail: Message, *names: str) -> list[str]:
    return [str(value) for name in names for value in mail.get_all(name, [])]


def _few(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name[:500] for name in found if name))[:MOST_NAMES]


def _recipients(fields: Fields, *names: str) -> tuple[str, ...]:
    return tuple(_typed(fields[name]).strip("<> ") for name in names if fields.get(name))


def _typed(value: str) -> str:
    """``smtp; 550 no such user`` without the type in front."""
    kind, mark, rest = value.partition(";")
    return rest.strip() if mark and kind.strip().replace("-", "").isalnum() else value.strip()


def _line(text: str, longest: int) -> str:
    """Other people's words as one line that can be stored."""
    with suppress(ValueError, LookupError):
        text = str(make_header(decode_header(text[: 4 * longest])))
    text = text.encode("utf-8", "replace").decode()
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:longest]
