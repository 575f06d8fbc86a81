"""When a letter is tried, tried again, and given up. No database, no clock, no network."""

import re
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings

from notifications.enums import Verdict

# A worker that has not finished a letter by then is taken for dead; a task is asked to end before, and then ended.
CLAIM_TIMEOUT = timedelta(seconds=settings.LETTER_CLAIM_SECONDS)
ASKED_TO_END, ENDED = CLAIM_TIMEOUT - timedelta(seconds=20), CLAIM_TIMEOUT - timedelta(seconds=10)
# A letter handed to the broker by name and not begun by then is handed over again: the broker may have lost it.
HANDOVER_TIMEOUT = timedelta(minutes=2)

# A run takes so many letters at a time, ends after so long, and as many of them are at work at once: they are
# also that many connections to our mail server.
MOST_AT_ONCE = 200
LONGEST_RUN = timedelta(seconds=10)
MOST_RUNS = 4
# What a worker knows of a letter's claim is looked up anew when it is older.
FRESH = timedelta(seconds=2)

# After each answer that a letter is not taken now.
PAUSES = tuple(timedelta(seconds=pause) for pause in settings.LETTER_PAUSES)
# After a fault that is not about any letter, for all of them.
REST = timedelta(seconds=settings.LETTER_REST_SECONDS)
# And longer for the letter at which it happened, should it be its own doing: a tenth of its age, up to this.
LONGEST_REST = timedelta(hours=1)

# So long a time's letters may go to one domain at one go: as long as from one sweep to the next.
BURST = timedelta(seconds=20)
# A time that is further off comes from a clock that was wrong, and is not waited for.
FURTHEST = timedelta(minutes=5)

_RELAY = re.compile(rb"\brelay", re.IGNORECASE)
# Many servers say only at the recipient what they have against the sender (Postfix: smtpd_delay_reject).
_ABOUT_US = re.compile(rb"\b(sender( address)?|client host|helo command) rejected|\b5\.1\.[78]\b", re.IGNORECASE)
_CLOSING, _NEEDS_SIGN_IN = 421, 530


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts (1 is the first), or None: give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def rest_after(age: timedelta) -> timedelta:
    """How long a letter waits that may itself be why a connection dropped, when it is so old. It is never given up."""
    return min(max(age / 10, REST), LONGEST_REST)


def places(begin: datetime, step: timedelta, *, at: datetime) -> int:
    """How many letters may go at once to a domain whose next place is at ``begin``, one place in every ``step``."""
    return max(0, (at + max(BURST, step) - begin) // step)


def verdict(error: Exception) -> Verdict:
    """Say what an error on the way to the mail server means for the letter (codes: RFC 5321, 4.2.1).

    Only an answer to the recipient or to the content is about a letter. A refused sender, sign-in or greeting, a server
    that closes (421) or is away is about our own set-up: somebody will mend it, and no letter is given up for that.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return max((_of_code(code, said) for code, said in error.recipients.values()), default=Verdict.LATER)
    if isinstance(error, SMTPDataError):
        return _of_code(error.smtp_code, _bytes(error.smtp_error))
    if isinstance(error, SMTPException | OSError):
        return Verdict.OURS
    # It never came to the network: no mail can be made of this.
    return Verdict.FINAL if isinstance(error, ValueError) else Verdict.LATER


def told(error: Exception) -> str:
    """What is kept of an error, for people: the server's own words where it has said any."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = [f"{code} {_text(said)}" for code, said in error.recipients.values()]
        text = " · ".join(answers)
    elif isinstance(error, SMTPResponseException):
        text = f"{error.smtp_code} {_text(error.smtp_error)}"
    elif isinstance(error, ValueError) and not isinstance(error, UnicodeError) and str(error):
        text = str(error)
    else:
        text = f"{type(error).__name__}: {error}"
    return text.replace("\0", "")[:500]


def _of_code(code: int, said: bytes) -> Verdict:
    if code in (_CLOSING, _NEEDS_SIGN_IN) or _ABOUT_US.search(said):
        return Verdict.OURS
    if 500 <= code <= 599 and not _RELAY.search(said):
        return Verdict.FINAL
    # "Relaying denied" is mostly our own set-up: there are three days to mend it.
    return Verdict.LATER


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def _text(said: bytes | str) -> str:
    return said if isinstance(said, str) else said.decode(errors="replace")
