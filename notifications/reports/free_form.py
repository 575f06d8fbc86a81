"""Reports in words for people, as mail servers wrote them before there was a form for programs, and some still do."""

import re
from email.message import Message
from email.utils import parseaddr

from notifications.reports.kinds import Kind, Report
from notifications.reports.status import status_in

LONGEST = 64 * 1024
MAIL_SYSTEMS = {"mailer-daemon", "postmaster", "mail-daemon", "maildaemon", "mdaemon"}
# Answers of programs on somebody's behalf, sent to the same address (RFC 3834, and what was before it).
AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Response-From")
REFUSAL = re.compile(r"(?:^|[\s:#(])(5[0-5]\d)(?=[ \t\-:#)])", re.MULTILINE)
QUOTED_ID = re.compile(r"^[ \t>]*Message-I[dD]:\s{0,5}(<[^<>\s]{3,250}>)", re.MULTILINE)
# Whatever follows is the letter itself.
COPY_BELOW = re.compile(r"^[ \t>]*(?:Return-Path|Received|Message-ID|Message-Id):", re.MULTILINE)
TAG = re.compile(r"<[^<>]{0,500}>")


def read(mail: Message, parts: list[Message]) -> Report:
    """Read what a mail system wrote: for good, or not yet; of kind ``NOTHING`` where it does not say so in numbers."""
    failed, is_system = str(mail.get("X-Failed-Recipients", "")).strip(), _is_from_mail_system(mail)
    # Exim says of its own reports that they are answers.
    if not (failed and is_system) and (_is_answer(mail) or not (failed or is_system)):
        return Report()
    text = _words(parts)
    ids = tuple(QUOTED_ID.findall(text))
    told = _without_copy(text)
    status = status_in(told)
    if failed or status.startswith("5") or (not status and REFUSAL.search(told)):
        kind = Kind.FAILED
    else:
        kind = Kind.DELAYED if status.startswith("4") else Kind.NOTHING
    return Report(kind=kind, message_ids=ids, status=status, said=_saying(told, status), recipients=_list(failed))


def _list(failed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in failed[:LONGEST].split(",") if name.strip())


def _is_answer(mail: Message) -> bool:
    submitted = str(mail.get("Auto-Submitted", "")).strip().lower()
    precedence = str(mail.get("Precedence", "")).strip().lower()
    return (
        submitted.startswith("auto-replied")
        or precedence == "auto_reply"
        or any(name in mail for name in AUTOMATIC)
        or mail.get_content_type() == "multipart/report"
    )


def _is_from_mail_system(mail: Message) -> bool:
    _name, address = parseaddr(str(mail.get("From", ""))[:1000])
    return address.partition("@")[0].lower() in MAIL_SYSTEMS


def _words(parts: list[Message]) -> str:
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _decoded(part)
                return TAG.sub(" ", text) if kind == "text/html" else text
    return ""


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    raw = content[:LONGEST] if isinstance(content, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8", "replace").replace("\r\n", "\n")
    except LookupError:
        return raw.decode("latin-1").replace("\r\n", "\n")


def _without_copy(text: str) -> str:
    copy = COPY_BELOW.search(text)
    return text[: copy.start()] if copy else text


def _saying(told: str, status: str) -> str:
    """The line with the status in it, else the beginning."""
    lines = [line.strip() for line in told.split("\n") if line.strip()]
    return next((line for line in lines if status and status_in(line) == status), " ".join(lines[:3]))
