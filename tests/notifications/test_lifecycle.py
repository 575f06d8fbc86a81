"""When a letter is tried again, and when it is given up."""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core.mail import BadHeaderError

from notifications.lifecycle import CLAIM_TIMEOUT, PAUSES, is_final, pause_after
from notifications.tasks import deliver


def test_pauses_never_shrink_and_end_after_days():
    pauses = [pause_after(attempts) for attempts in range(1, len(PAUSES) + 2)]

    assert pauses[0] == timedelta(minutes=1)
    assert pauses[:-1] == sorted(pauses[:-1])
    assert sum(PAUSES, timedelta()) > timedelta(days=3)
    assert pauses[-1] is None


def test_worker_is_stopped_before_its_claim_is_given_to_another():
    assert timedelta(seconds=deliver.time_limit) < CLAIM_TIMEOUT


@pytest.mark.parametrize(
    ("error", "final"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}), True),
        (SMTPRecipientsRefused({"a@example.org": (450, b"mailbox busy")}), False),
        (SMTPDataError(554, b"we take no such letter"), True),
        (SMTPDataError(451, b"disk full"), False),
        (BadHeaderError("two lines in an address"), True),
        (SMTPSenderRefused(553, b"not your name", "us@example.org"), False),
        (SMTPAuthenticationError(535, b"wrong password"), False),
        (SMTPConnectError(554, b"not today"), False),
        (SMTPServerDisconnected("gone"), False),
        (ConnectionRefusedError("nobody there"), False),
        (TimeoutError("slow"), False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_only_an_answer_about_this_very_letter_is_final(error, final):
    assert is_final(error) is final
