"""The pipe of a mail server."""

import io
import os
import sys
from collections.abc import Callable
from subprocess import run
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from notifications.making import mail
from notifications.models import Letter, Undeliverable
from notifications.names import return_address
from notifications.reports import LONGEST
from tests.notifications import returned_mails as mails


@pytest.fixture
def hand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Give a mail to the command; answers what it says."""

    def give(raw: bytes, *arguments: str) -> str:
        out = io.StringIO()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        call_command("take_report", *arguments, stdout=out)
        assert sys.stdin.buffer.read() == b""
        return out.getvalue().strip()

    return give


@pytest.fixture
def letter(make_letter: Callable[..., Letter], settings: object) -> Letter:
    """One that a mail server took."""
    settings.BOUNCES_TO = "bounces@plenum.example"  # type: ignore[attr-defined]
    return make_letter("ana", sent_at=timezone.now())


def test_mail_to_the_letters_own_address_is_taken(hand_in: Callable[..., str], letter: Letter) -> None:
    raw = mails.in_words(mails.QMAILS_WORDS, to="postmaster@plenum.example", sender="MAILER-DAEMON@mx.example")

    assert hand_in(raw, "--to", return_address(letter.pk)) == f"FAILED: letter {letter.pk}"

    letter.refresh_from_db()
    assert letter.bounced_at is not None
    assert Undeliverable.objects.filter(pk="ana@example.org", trouble="bounce").exists()


@pytest.mark.parametrize(
    "made",
    [mails.delivery_status, mails.from_exchange, mails.from_gmail, mails.complaint],
    ids=lambda made: made.__name__,
)
def test_mail_that_names_the_letter_is_taken(
    made: Callable[[str], bytes], hand_in: Callable[..., str], letter: Letter
) -> None:
    assert hand_in(made(letter.message_id)).endswith(f"letter {letter.pk}")


def test_letter_comes_back_to_where_it_was_sent_from(hand_in: Callable[..., str], letter: Letter) -> None:
    home = mail(letter).sender

    assert hand_in(mails.delivery_status("<unknown@plenum.example>", to=home)) == f"FAILED: letter {letter.pk}"


def test_letter_carries_the_key_that_a_provider_is_to_name_it_by(letter: Letter, settings: object) -> None:
    settings.MAIL_LETTER_HEADER = "X-PM-Metadata-letter"  # type: ignore[attr-defined]

    assert f"\r\nX-PM-Metadata-letter: {letter.pk.hex}\r\n".encode() in mail(letter).content


def test_other_mail_is_read_to_its_end_and_ignored(hand_in: Callable[..., str], letter: Letter) -> None:
    home = return_address(letter.pk)

    assert hand_in(mails.away(to=home), "--to", home) == "This is about no letter of ours."
    assert hand_in(mails.complaint("<other@plenum.example>")) == "This is about no letter of ours."
    assert hand_in(b"x" * (3 * LONGEST)) == "This is about no letter of ours."

    letter.refresh_from_db()
    assert letter.bounced_at is None


def test_database_that_is_away_is_tried_again_later() -> None:
    done = run(
        [sys.executable, "manage.py", "take_report"],
        input=mails.delivery_status("<some@plenum.example>"),
        env=os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing"},
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == os.EX_TEMPFAIL, done.stderr
