"""How letters are given to a mail server that likes to be told several things at once (RFC 2920)."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.actions import deliver_due
from notifications.models import Letter
from notifications.posting import Post
from tests.notifications.mail_server import Conversation

pytestmark = pytest.mark.django_db


class Attentive(Conversation):
    """Looks what came along with a content before it answers."""

    def say(self, line):
        if line == "250 taken":
            self.look()
        return super().say(line)

    def look(self):
        self.connection.settimeout(0.5)
        try:
            self.server.came_along.append(self.rfile.peek()[:4])
        except TimeoutError:
            self.server.came_along.append(b"")
            # Buffered readers of sockets are of no use after that.
            self.rfile = self.connection.makefile("rb")
        self.connection.settimeout(None)


class Overlooking(Attentive):
    """Throws away what came along with a content, although it said that it likes that."""

    def look(self):
        super().look()
        if self.server.came_along[-1]:
            self.rfile.read(len(self.rfile.peek()))


@pytest.fixture
def served_by(mail_server, monkeypatch):
    """Let a mail server that announces PIPELINING answer in its own way."""
    monkeypatch.setattr(Post, "overlooking", set())

    def serve(conversation):
        mail_server.RequestHandlerClass = conversation
        mail_server.extensions, mail_server.came_along = ["PIPELINING"], []
        return mail_server

    return serve


def test_next_letter_is_offered_along_with_a_content(served_by, make_letter):
    server = served_by(Attentive)
    for key in ("ana", "ben", "chris"):
        make_letter(key)

    assert deliver_due() == 3

    assert server.came_along == [b"MAIL", b"MAIL", b""]
    assert [recipient.split("@")[0] for _sender, recipient in server.envelopes] == ["ana", "ben", "chris"]
    assert server.connections == 1


def test_server_that_does_not_like_it_is_told_one_by_one(served_by, make_letter):
    server = served_by(Attentive)
    server.extensions = []
    for key in ("ana", "ben"):
        make_letter(key)

    assert deliver_due() == 2

    assert server.came_along == [b"", b""]


def test_server_that_overlooks_what_came_along_is_told_one_by_one_from_then_on(served_by, make_letter, settings):
    settings.EMAIL_TIMEOUT = 1
    server = served_by(Overlooking)
    for number in range(5):
        make_letter(f"key{number}")

    assert deliver_due() == 4
    Letter.objects.update(next_attempt_at=timezone.now())
    assert deliver_due() == 1

    assert server.came_along == [b"MAIL", b"", b"", b"", b""]
    assert len({letter["Message-ID"] for letter in server.letters}) == len(server.letters) == 5
    assert set(Letter.objects.values_list("attempts", flat=True)) == {1}


def test_letter_that_cannot_be_written_does_not_keep_the_one_before_from_going(served_by, make_letter):
    server = served_by(Attentive)
    make_letter("ana")
    make_letter("bad", address="bad\r\nBcc: all@example.org")
    make_letter("دورا", address="دورا@example.org")
    make_letter("eve")

    assert deliver_due() == 2

    assert server.subjects == ["Tea & <cake> is open"] * 2
    assert Letter.objects.failed().count() == 2


def test_letter_offered_when_time_is_up_still_goes(served_by, make_letter, broker, monkeypatch):
    server = served_by(Slow)
    monkeypatch.setattr("notifications.actions.delivery.LONGEST_RUN", timedelta(seconds=0.3))
    for number in range(4):
        make_letter(f"key{number}")

    assert deliver_due() == 2

    assert server.heard[-1] == "quit"
    assert Letter.objects.waiting(at=timezone.now()).count() == 2


class Slow(Conversation):
    """Takes its time for a content."""

    def say(self, line):
        if line == "250 taken":
            time.sleep(0.4)
        return super().say(line)
