"""When a letter is tried, tried again, and given up. No database, no clock, no network."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import BadHeaderError

# A worker that has not finished a letter by then is taken for dead; longer than the task's own time limit.
CLAIM_TIMEOUT = timedelta(minutes=5)
# A letter handed to the broker and not begun by then is handed over again: the broker may have lost it.
HANDOVER_TIMEOUT = timedelta(minutes=2)
# At most so many letters lie with the broker unbegun, so that one large mailing cannot fill it.
MOST_HANDED_OVER = 2000

# After each failed attempt; three days in all, as long as mail servers themselves keep trying.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
)


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts (1 is the first), or None: give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def is_final(error: Exception) -> bool:
    """Say whether a mail server's answer is about this letter and will not change (codes 500 to 599, RFC 5321, 4.2.1).

    A refused sender, sign-in or greeting is about our own set-up: somebody will mend it, so the letter is kept.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(_is_permanent(code) for code, _ in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return _is_permanent(error.smtp_code)
    return isinstance(error, BadHeaderError)


def _is_permanent(code: int) -> bool:
    return 500 <= code <= 599
