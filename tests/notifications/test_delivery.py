"""Delivering a stored letter once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from notifications.actions import deliver
from notifications.lifecycle import PAUSES
from notifications.models import Letter

pytestmark = pytest.mark.django_db


def test_letter_arrives_as_it_was_stored(mail_server, make_letter):
    letter = make_letter("dora", language="fr")

    assert deliver(letter.pk) is True

    (arrived,) = mail_server.letters
    assert arrived["Subject"] == "Tea & <cake> is open"
    assert arrived["To"] == "dora@example.org"
    assert arrived["Message-ID"] == letter.message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Content-Language"] == "fr"
    assert arrived.get_body(["plain"]).get_content().strip() == letter.text.strip()
    assert arrived.get_body(["html"]).get_content().strip() == letter.html.strip()


def test_delivered_letter_is_marked_and_not_sent_again(mail_server, make_letter):
    letter = make_letter()

    assert [deliver(letter.pk), deliver(str(letter.pk))] == [True, False]

    letter.refresh_from_db()
    assert len(mail_server.letters) == 1
    assert letter.sent_at is not None
    assert (letter.attempts, letter.claim, letter.claimed_at, letter.last_error) == (1, None, None, "")


@pytest.mark.parametrize(
    "columns",
    [
        lambda now: {"hold": True},
        lambda now: {"failed_at": now},
        lambda now: {"next_attempt_at": now + timedelta(hours=1)},
        lambda now: {"claim": uuid4(), "claimed_at": now - timedelta(minutes=1)},
    ],
)
def test_letter_that_is_not_due_is_left_alone(mail_server, make_letter, columns):
    letter = make_letter(**columns(timezone.now()))

    assert deliver(letter.pk) is False

    assert mail_server.letters == []
    assert Letter.objects.get().attempts == 0


def test_unknown_letter_is_no_error(mail_server):
    assert deliver(uuid4()) is False


@pytest.mark.parametrize(
    ("command", "answer"),
    [("RCPT", "450 greylisted"), ("RCPT", "451 try later"), ("RCPT", "452 mailbox full"), (".", "452 disk full")],
)
def test_temporary_answer_puts_the_letter_back_with_growing_pauses(mail_server, make_letter, command, answer):
    letter = make_letter()
    mail_server.answers = {command: answer}
    pauses = []

    for _ in range(3):
        begun = timezone.now()
        assert deliver(letter.pk, at=letter.next_attempt_at) is False
        letter.refresh_from_db()
        pauses.append(round((letter.next_attempt_at - begun) / timedelta(minutes=1)))

    assert pauses == [1, 5, 15]
    assert (letter.attempts, letter.claim, letter.handed_over_at, letter.failed_at) == (3, None, None, None)
    assert letter.last_error == answer


def test_letter_put_back_arrives_at_the_next_attempt(mail_server, make_letter):
    letter = make_letter()
    mail_server.answers = {"RCPT": "451 try later"}
    deliver(letter.pk)
    mail_server.answers = {}
    letter.refresh_from_db()

    assert deliver(letter.pk) is False  # not yet
    assert deliver(letter.pk, at=letter.next_attempt_at) is True

    assert len(mail_server.letters) == 1


def test_mail_server_that_is_not_there_loses_nothing(settings, make_letter, mail_server, caplog):
    settings.EMAIL_PORT = 1
    letter = make_letter("dora")

    assert deliver(letter.pk) is False

    letter.refresh_from_db()
    assert letter.failed_at is None
    assert "ConnectionRefusedError" in letter.last_error
    assert "dora@example.org" not in caplog.text


@pytest.mark.parametrize(("command", "answer"), [("RCPT", "550 no such user"), (".", "554 refused")])
def test_refusal_for_good_marks_the_letter_as_failed(mail_server, make_letter, command, answer):
    letter = make_letter()
    mail_server.answers = {command: answer}

    assert deliver(letter.pk) is False
    assert deliver(letter.pk, at=timezone.now() + timedelta(days=1)) is False

    letter.refresh_from_db()
    assert letter.failed_at is not None
    assert letter.attempts == 1
    assert letter.last_error == answer


def test_letter_is_given_up_after_the_last_pause(mail_server, make_letter):
    letter = make_letter(attempts=len(PAUSES))
    mail_server.answers = {"RCPT": "451 try later"}

    deliver(letter.pk)

    letter.refresh_from_db()
    assert letter.failed_at is not None


def test_address_with_a_line_break_fails_instead_of_writing_headers(mail_server, make_letter):
    letter = make_letter(address="dora@example.org\nBcc: all@example.org")

    deliver(letter.pk)

    letter.refresh_from_db()
    assert letter.failed_at is not None
    assert mail_server.letters == []


def test_claim_of_a_dead_worker_ends_after_two_minutes(mail_server, make_letter):
    now = timezone.now()
    letter = make_letter(claim=uuid4(), claimed_at=now)

    early = deliver(letter.pk, at=now + timedelta(minutes=2) - timedelta(seconds=1))
    late = deliver(letter.pk, at=now + timedelta(minutes=2))

    assert (early, late) == (False, True)
    assert len(mail_server.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_worker_taken_for_dead_does_not_undo_its_successor(mail_server, make_letter, broker):
    letter = make_letter()
    successor = uuid4()

    class SlowAnswers(dict):
        """While the mail server thinks about it, another worker takes the letter over."""

        def get(self, command, default=""):
            if command == "RCPT":
                Letter.objects.filter(pk=letter.pk).update(claim=successor)
                connection.close()
            return default

    mail_server.answers = SlowAnswers({".": "451 try later"})
    deliver(letter.pk)

    letter.refresh_from_db()
    assert letter.claim == successor


def test_where_no_mail_leaves_the_house_the_letter_counts_as_sent(settings, make_letter):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    letter = make_letter()

    assert deliver(letter.pk) is True

    letter.refresh_from_db()
    assert letter.sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_ten_workers_at_once_send_one_copy(mail_server, make_letter, broker):
    letter = make_letter()

    def work(_: int) -> bool:
        try:
            return deliver(letter.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as workers:
        sent = list(workers.map(work, range(10)))

    assert sent.count(True) == 1
    assert len(mail_server.letters) == 1
