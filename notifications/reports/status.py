"""Status codes of mail servers (RFC 3463; what is assigned: the IANA registry of SMTP enhanced status codes)."""

import re

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)", re.ASCII)

# The mailbox or its domain does not exist (RFC 3463, 3.2: X.1.1, X.1.2), is written wrongly (X.1.3), has moved away
# (X.1.6), takes no mail at all (RFC 7505: X.1.10), or is closed (RFC 3463, 3.3: X.2.1).
_ABOUT_MAILBOX = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}


def status_in(text: str) -> str:
    """Return the first status that stands in a text, "" where none does."""
    found = _STATUS.search(text)
    return ".".join(str(int(number)) for number in found.groups()) if found else ""


def more_exact(status: str, said: str) -> str:
    """Return the status that the other server named where the reporting one says only that it knows no more."""
    if not status or status.split(".")[1] == "0":
        told = status_in(said)
        if told and (not status or told[0] == status[0]):
            return told
    return status


def is_about_mailbox(status: str) -> bool:
    """Does this status say for good that nothing will arrive at the address?

    Not what may be mended or is about us: a full mailbox (5.2.2), a letter that is too long (5.2.3, 5.3.4), the
    sender's address (5.1.7, 5.1.8), the route (5.4), and what a policy forbids (5.7).
    """
    return status in _ABOUT_MAILBOX
