"""When a letter is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta
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

from notifications.enums import Verdict
from notifications.lifecycle import (
    BURST,
    CLAIM_TIMEOUT,
    LONGEST_RUN,
    PAUSES,
    REST,
    pause_after,
    places,
    rest_after,
    told,
    verdict,
)
from notifications.making import CannotBeWritten
from notifications.tasks import deliver, deliver_due

AT = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_pauses_never_shrink_and_end_after_days():
    pauses = [pause_after(attempts) for attempts in range(1, len(PAUSES) + 2)]

    assert pauses[0] == timedelta(minutes=1)
    assert pauses[:-1] == sorted(pauses[:-1])
    assert sum(PAUSES, timedelta()) > timedelta(days=3)
    assert pauses[-1] is None


@pytest.mark.parametrize("task", [deliver, deliver_due])
def test_worker_is_stopped_before_its_claim_is_given_to_another(task):
    assert timedelta(seconds=task.soft_time_limit) > LONGEST_RUN
    assert timedelta(seconds=task.time_limit) < CLAIM_TIMEOUT


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}), Verdict.FINAL),
        (SMTPRecipientsRefused({"a@example.org": (450, b"greylisted")}), Verdict.LATER),
        (SMTPRecipientsRefused({"a@example.org": (452, b"mailbox full")}), Verdict.LATER),
        (SMTPRecipientsRefused({"a@example.org": (554, b"5.7.1 Relay access denied")}), Verdict.LATER),
        (SMTPRecipientsRefused({"a@example.org": (530, b"5.7.0 Authentication required")}), Verdict.OURS),
        (SMTPRecipientsRefused({"a@example.org": (421, b"closing")}), Verdict.OURS),
        (SMTPRecipientsRefused({"a@example.org": (553, b"5.7.1 <us@x>: Sender address rejected")}), Verdict.OURS),
        (SMTPRecipientsRefused({"a@example.org": (554, b"5.7.1 Client host rejected: Access denied")}), Verdict.OURS),
        (SMTPRecipientsRefused({"a@example.org": (550, b"5.1.8 Bad sender's system address")}), Verdict.OURS),
        (SMTPDataError(554, b"we take no such letter"), Verdict.FINAL),
        (SMTPDataError(451, b"disk full"), Verdict.LATER),
        (SMTPDataError(421, b"closing"), Verdict.OURS),
        (BadHeaderError("two lines in an address"), Verdict.FINAL),
        (CannotBeWritten("No letter can be addressed like this."), Verdict.FINAL),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no"), Verdict.FINAL),
        (KeyError("a mistake of ours"), Verdict.LATER),
        (SMTPSenderRefused(553, b"not your name", "us@example.org"), Verdict.OURS),
        (SMTPSenderRefused(452, b"busy", "us@example.org"), Verdict.OURS),
        (SMTPAuthenticationError(535, b"wrong password"), Verdict.OURS),
        (SMTPConnectError(554, b"not today"), Verdict.OURS),
        (SMTPServerDisconnected("gone"), Verdict.OURS),
        (ConnectionRefusedError("nobody there"), Verdict.OURS),
        (TimeoutError("slow"), Verdict.OURS),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_only_an_answer_about_this_very_letter_counts_against_it(error, found):
    assert verdict(error) == found


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"5.1.1 no such user")}), "550 5.1.1 no such user"),
        (SMTPDataError(554, b"no\0thing"), "554 nothing"),
        (SMTPDataError(554, b"\xff"), "554 \ufffd"),
        (CannotBeWritten("No letter can be addressed like this."), "No letter can be addressed like this."),
        (TimeoutError("slow"), "TimeoutError: slow"),
        (SMTPDataError(554, b"x" * 600), "554 " + "x" * 496),
    ],
)
def test_what_a_server_said_is_kept_in_its_own_words(error, kept):
    assert told(error) == kept


@pytest.mark.parametrize(
    ("age", "rest"),
    [
        (timedelta(), REST),
        (timedelta(minutes=-5), REST),
        (timedelta(minutes=20), timedelta(minutes=2)),
        (timedelta(days=7), timedelta(hours=1)),
    ],
)
def test_letter_at_which_connections_drop_rests_longer_and_never_for_good(age, rest):
    assert rest_after(age) == rest


@pytest.mark.parametrize(
    ("begin", "step", "room"),
    [
        (AT, SECOND, 20),
        (AT + BURST / 2, SECOND, 10),
        (AT + BURST, SECOND, 0),
        (AT + 2 * BURST, SECOND, 0),
        (AT, timedelta(minutes=1), 1),
        (AT + SECOND, timedelta(minutes=1), 0),
    ],
)
def test_a_domain_has_room_for_what_it_takes_until_the_next_sweep(begin, step, room):
    assert places(begin, step, at=AT) == room
