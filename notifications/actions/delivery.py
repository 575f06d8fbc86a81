"""Delivering one stored letter, once, whatever happens meanwhile."""

import logging
from datetime import datetime
from uuid import UUID, uuid4

from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from notifications.lifecycle import is_final, pause_after
from notifications.models import Letter, LetterQuerySet

logger = logging.getLogger(__name__)


def deliver(letter_id: UUID | str, *, at: datetime | None = None) -> bool:
    """Send one letter if it is due and nobody else is sending it; say whether it was sent.

    Never raises for a mail server's sake: a temporary fault puts the letter back with a growing pause, a refusal for
    good marks it as failed. Run twice it sends once. Only a worker that dies between the mail server's yes and our own
    note of it leads to a second copy, five minutes later, under the same Message-ID.
    """
    letter = _claim(letter_id, at or timezone.now())
    if letter is None:
        return False
    try:
        _message(letter).send()
    except Exception as error:  # noqa: BLE001  # whatever it is, the letter must not stay claimed or be lost
        _put_back(letter, error)
        return False
    _own(letter).update(sent_at=timezone.now(), claim=None, claimed_at=None, last_error="")
    return True


def _claim(letter_id: UUID | str, at: datetime) -> Letter | None:
    """Take the letter by one guarded UPDATE; None when it is not due or somebody else has it."""
    token = uuid4()
    due = Letter.objects.due(at=at).filter(pk=letter_id)
    if not due.update(claim=token, claimed_at=at, attempts=F("attempts") + 1):
        return None
    return Letter.objects.filter(pk=letter_id, claim=token).first()


def _put_back(letter: Letter, error: Exception) -> None:
    now = timezone.now()
    pause = None if is_final(error) else pause_after(letter.attempts)
    when = {"failed_at": now} if pause is None else {"next_attempt_at": now + pause}
    # Of the error the kind only: a mail server's answer names the reader's address, and logs are kept longer.
    logger.warning("Letter %s was not sent (attempt %s, %s)", letter.pk, letter.attempts, type(error).__name__)
    _own(letter).update(**when, claim=None, claimed_at=None, handed_over_at=None, last_error=_told(error))


def _own(letter: Letter) -> LetterQuerySet:
    """The letter while it is still ours: a worker taken for dead must not undo what its successor did."""
    return Letter.objects.filter(pk=letter.pk, claim=letter.claim)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500].replace("\0", "")


def _message(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject_line,
        body=letter.text,
        to=[letter.address],
        headers={
            "Message-ID": letter.message_id,
            # RFC 3834: no out-of-office answers, please.
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    # Written out once before there is any network: what cannot be written as mail shows here, and for good.
    message.message()
    return message
