"""Delivering what is due: many letters over one connection, and what happens when something happens."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.utils import timezone

from notifications.actions import deliver, deliver_due, pacing
from notifications.actions.delivery import Run
from notifications.enums import Priority, Trouble
from notifications.lifecycle import MOST_RUNS, REST
from notifications.models import Domain, Letter, Undeliverable, Words

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


class Hook(dict):
    """Answers of a mail server that does something at a command, with its address."""

    def __init__(self, at: str, act, answers=()):
        super().__init__(answers)
        self.at, self.act = at, act

    def get(self, command, default=""):
        if command.startswith(self.at):
            self.act(command.removeprefix(self.at).strip())
            connection.close()
        return super().get(command, default)


def sent() -> set[str]:
    return set(Letter.objects.sent().values_list("key", flat=True))


def waiting() -> set[tuple[str, int]]:
    return set(Letter.objects.waiting(at=timezone.now()).values_list("key", "attempts"))


def test_many_letters_go_over_one_connection_the_urgent_first(mail_server, make_letter):
    order = {"olga": Priority.DIGEST, "ana": Priority.BULK, "ben": Priority.NORMAL, "dora": Priority.FIRST}
    for key, priority in order.items():
        make_letter(key, priority=priority)

    assert deliver_due() == 4

    assert [recipient for _sender, recipient in mail_server.envelopes] == [
        "dora@example.org",
        "ben@example.org",
        "ana@example.org",
        "olga@example.org",
    ]
    assert mail_server.connections == 1
    assert sent() == {"ana", "ben", "dora", "olga"}
    columns = ("attempts", "claim", "claimed_at", "handed_over_at")
    assert set(Letter.objects.values_list(*columns)) == {(1, None, None, None)}


@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]], ids=["one by one", "at one go"])
def test_a_refusal_of_one_letter_keeps_no_other_from_going(mail_server, make_letter, extensions):
    mail_server.extensions = extensions
    for key in ("ana", "ben", "chris", "dora", "eve"):
        make_letter(key)
    mail_server.answers = {
        "RCPT ana@example.org": "550 no such user",
        "RCPT ben@example.org": "450 greylisted",
        ". dora@example.org": "552 too much",
    }

    assert deliver_due() == 2

    assert sent() == {"chris", "eve"}
    assert waiting() == {("ben", 1)}
    assert set(Letter.objects.failed().values_list("key", "last_error", "attempts")) == {
        ("ana", "550 no such user", 1),
        ("dora", "552 too much", 1),
    }
    assert mail_server.connections == 1


@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]], ids=["one by one", "at one go"])
def test_connection_that_drops_is_opened_again_and_counts_no_attempt(mail_server, make_letter, extensions):
    mail_server.extensions = extensions
    for key in ("ana", "ben", "chris"):
        make_letter(key)
    mail_server.answers = {". ben@example.org": ""}

    assert deliver_due() == 2

    assert sent() == {"ana", "chris"}
    assert waiting() == {("ben", 0)}
    assert mail_server.connections == 2
    assert not pacing.is_resting(at=timezone.now())


@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]], ids=["one by one", "at one go"])
def test_letter_at_which_every_connection_drops_does_not_hold_up_the_rest(mail_server, make_letter, extensions):
    mail_server.extensions = extensions
    for key in ("ana", "ben"):
        make_letter(key)
    mail_server.answers = {". ana@example.org": ""}

    first = deliver_due()
    second = deliver_due(at=timezone.now() + REST + timedelta(seconds=-1))
    Domain.objects.all().delete()
    third = deliver_due()

    assert (first, second, third) == (0, 0, 1)
    assert sent() == {"ben"}
    assert waiting() == {("ana", 0)}


@pytest.mark.parametrize(
    "answers",
    [
        {"MAIL": "553 not your name"},
        {"MAIL": "452 busy"},
        {"EHLO": "421 closing", "HELO": "421 closing"},
        {"RCPT": "421 too many connections"},
        {"RCPT": "530 sign in first"},
        {"DATA": "421 closing"},
        {".": "421 closing"},
        {"DATA": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]], ids=["one by one", "at one go"])
def test_fault_of_our_own_puts_all_back_and_costs_no_attempt(mail_server, make_letter, answers, extensions):
    mail_server.extensions = extensions
    for key in ("ana", "ben", "chris"):
        make_letter(key)
    mail_server.answers = answers

    assert deliver_due() == 0
    assert deliver_due() == 0

    assert waiting() == {("ana", 0), ("ben", 0), ("chris", 0)}
    assert mail_server.connections == 1  # all letters rest
    Domain.objects.all().delete()
    mail_server.answers = {}
    assert deliver_due(at=timezone.now() + timedelta(minutes=1)) == 3


def test_no_letter_is_given_up_because_our_mail_server_was_away_for_a_week(settings, make_letter, mail_server, caplog):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    now = timezone.now()
    make_letter("dora")
    make_letter("code", priority=Priority.FIRST)

    for hour in range(0, 7 * 24, 4):
        Letter.objects.update(created_at=now - timedelta(hours=hour))
        Domain.objects.all().delete()
        assert deliver_due(at=now + WEEK) == 0

    assert waiting() == {("dora", 0), ("code", 0)}
    assert "Connection refused" in Letter.objects.get(key="code").last_error
    assert "dora@example.org" not in caplog.text
    settings.EMAIL_PORT = port
    Domain.objects.all().delete()
    assert deliver_due(at=now + WEEK) == 2


def test_somebody_at_a_screen_is_not_kept_by_the_rest_of_all(mail_server, make_letter):
    pacing.rest(at=timezone.now())
    letter = make_letter("code", priority=Priority.FIRST)

    assert deliver_due() == 0
    assert deliver(letter.pk) is True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]], ids=["one by one", "at one go"])
def test_what_becomes_urgent_while_a_run_works_goes_before_the_rest(
    mail_server, make_letter, broker, monkeypatch, extensions
):
    mail_server.extensions = extensions
    for number in range(5):
        make_letter(f"bulk{number}", priority=Priority.BULK)
    monkeypatch.setattr("notifications.actions.noting.LOOK_AROUND", timedelta())

    def ask_for_a_code(address: str) -> None:
        if not Letter.objects.filter(key="code").exists():
            make_letter("code", priority=Priority.FIRST)

    mail_server.answers = Hook("RCPT", ask_for_a_code)

    assert deliver_due() == 6

    order = [recipient.split("@")[0] for _sender, recipient in mail_server.envelopes]
    assert order.index("code") <= 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]], ids=["one by one", "at one go"])
def test_each_letter_is_noted_before_the_content_of_the_next_leaves(mail_server, make_letter, broker, extensions):
    mail_server.extensions = extensions
    for number in range(30):
        make_letter(f"key{number}")
    without_note = []

    def count(_address: str) -> None:
        # The newest is being taken at this moment; all before it are in the database.
        without_note.append(len(mail_server.letters) - Letter.objects.sent().count())

    mail_server.answers = Hook(". ", count)

    assert deliver_due() == 30

    assert without_note == [0] * 30


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]], ids=["one by one", "at one go"])
def test_letter_called_off_while_a_run_works_is_not_sent(mail_server, make_letter, broker, extensions):
    mail_server.extensions = extensions
    for key in ("ana", "ben", "chris"):
        make_letter(key)

    def call_off(_address: str) -> None:
        Letter.objects.filter(key="ben", called_off_at=None).update(called_off_at=timezone.now())

    mail_server.answers = Hook("RCPT ana", call_off)

    assert deliver_due() == 2

    assert sent() == {"ana", "chris"}
    assert set(Letter.objects.called_off().values_list("key", flat=True)) == {"ben"}


@pytest.mark.django_db(transaction=True)
def test_worker_taken_for_dead_sends_nothing_of_what_its_successor_has(mail_server, make_letter, broker):
    for key in ("ana", "ben", "chris"):
        make_letter(key)
    successor = uuid4()

    def take_over(_address: str) -> None:
        Letter.objects.filter(key__in=("ben", "chris")).update(claim=successor)

    mail_server.answers = Hook("RCPT ana", take_over)

    assert deliver_due() == 1

    assert sent() == {"ana"}
    assert set(Letter.objects.filter(sent_at=None).values_list("claim", "attempts")) == {(successor, 0)}


@pytest.mark.django_db(transaction=True)
def test_runs_at_once_send_each_letter_once(mail_server, make_letter, broker, settings):
    settings.MAIL_MOST_A_MINUTE = 0
    for number in range(250):
        make_letter(f"key{number}")

    def run(_: int) -> int:
        try:
            return deliver_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        sent = list(workers.map(run, range(3)))

    assert sum(sent) == 250
    assert len({letter["Message-ID"] for letter in mail_server.letters}) == len(mail_server.letters) == 250


def test_more_runs_than_connections_are_wanted_do_nothing(mail_server, make_letter):
    now = timezone.now()
    for number in range(MOST_RUNS):
        make_letter(f"key{number}", claim=uuid4(), claimed_at=now, handed_over_at=now)
    make_letter("waits")

    assert deliver_due() == 0
    assert sent() == set()


def test_run_whose_time_is_up_gives_back_what_it_has_not_sent_and_starts_the_next(
    mail_server, make_letter, broker, monkeypatch
):
    monkeypatch.setattr("notifications.actions.delivery.LONGEST_RUN", timedelta(seconds=-1))
    make_letter("one")
    lying = broker()

    assert deliver_due() == 0

    assert Letter.objects.get().claim is None
    assert broker() == lying + 1


@pytest.mark.django_db(transaction=True)
def test_note_that_the_database_lost_is_made_again(mail_server, make_letter, broker):
    for key in ("ana", "ben", "chris"):
        make_letter(key)
    server = connection.connection.info.backend_pid
    main = threading.get_ident()

    def restart(_address: str) -> None:
        assert threading.get_ident() != main
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [server])

    mail_server.answers = Hook(". ana", restart)

    assert deliver_due() == 3

    assert sent() == {"ana", "ben", "chris"}
    assert len(mail_server.letters) == 3


class Fall:
    """What a database does that is killed: it forgets notes that were not on its disk, and drops our connection."""

    def __init__(self, *forgotten: str) -> None:
        self.forgotten, self.server = forgotten, connection.connection.info.backend_pid
        self.has_happened = False

    def __call__(self, _address: str = "") -> None:
        if self.has_happened:
            return
        self.has_happened = True
        claim = Letter.objects.exclude(claim=None).values_list("claim", flat=True).first()
        forgotten = Letter.objects.filter(key__in=self.forgotten)
        assert forgotten.filter(sent_at=None).count() == 0
        forgotten.update(sent_at=None, attempts=0, claim=claim, claimed_at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [self.server])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["RCPT dora@example.org", ". dora@example.org"])
def test_notes_that_a_killed_database_had_not_on_its_disk_are_made_again(mail_server, make_letter, broker, where):
    for key in ("ana", "ben", "chris", "dora", "eve"):
        make_letter(key)
    mail_server.answers = Hook(where, Fall("ana", "ben", "chris" if where.startswith(".") else "ana"))

    assert deliver_due() == 5

    assert sent() == {"ana", "ben", "chris", "dora", "eve"}
    assert set(Letter.objects.values_list("attempts", flat=True)) == {1}
    assert len(mail_server.letters) == 5


@pytest.mark.django_db(transaction=True)
def test_notes_are_made_again_where_the_database_falls_at_the_end_of_a_run(
    mail_server, make_letter, broker, monkeypatch
):
    for key in ("ana", "ben", "chris"):
        make_letter(key)
    fall, look = Fall("ana", "ben"), Run._is_time_up

    def fall_elsewhere() -> None:
        fall()
        connection.close()

    def time_is_up_after_two(run: Run) -> bool:
        if len(mail_server.letters) < 2:
            return look(run)
        run._notes.settle()
        thread = threading.Thread(target=fall_elsewhere)
        thread.start()
        thread.join()
        return True

    monkeypatch.setattr(Run, "_is_time_up", time_is_up_after_two)

    assert deliver_due() == 2

    assert sent() == {"ana", "ben"}
    assert waiting() == {("chris", 0)}


@pytest.mark.django_db(transaction=True)
def test_notes_are_made_again_where_a_run_breaks_because_the_database_has_fallen(
    mail_server, make_letter, broker, monkeypatch
):
    for key in ("ana", "ben", "chris"):
        make_letter(key)
    mail_server.answers = Hook("RCPT chris", Fall("ana"), {"RCPT chris@example.org": "450 greylisted"})
    monkeypatch.setattr("notifications.actions.noting.FRESH", timedelta())

    with suppress(DatabaseError):
        deliver_due()

    assert {"ana", "ben"} <= sent()
    assert len(mail_server.letters) == 2


@pytest.mark.django_db(transaction=True)
def test_letter_that_a_successor_has_claimed_is_noted_all_the_same(mail_server, make_letter, broker):
    make_letter("ana")
    successor = uuid4()

    def take_over(_address: str) -> None:
        Letter.objects.filter(key="ana").update(claim=successor)

    mail_server.answers = Hook(". ana", take_over)

    assert deliver_due() == 1

    assert sent() == {"ana"}
    assert Letter.objects.get().claim is None


def test_letters_of_no_use_any_more_are_called_off_and_not_sent(mail_server, make_letter):
    now = timezone.now()
    make_letter("late", useless_from=now)
    code = make_letter("code", priority=Priority.FIRST, useless_from=now - timedelta(seconds=1))
    make_letter("still", useless_from=now + timedelta(hours=1))

    assert deliver(code.pk) is False
    assert deliver_due() == 1

    assert sent() == {"still"}
    assert set(Letter.objects.called_off().values_list("key", "last_error")) == {
        ("late", "It came too late to be of use."),
        ("code", "It came too late to be of use."),
    }


def test_nothing_but_official_letters_is_tried_where_nothing_arrives(mail_server, make_letter):
    Undeliverable.objects.create(address="dora@example.org", trouble=Trouble.BOUNCE, since=timezone.now())
    make_letter("news", address="Dora@Example.org", stop="12-n345")
    make_letter("receipt", address="dora@example.org")
    make_letter("others", stop="13-n345")

    assert deliver_due() == 2

    assert sent() == {"receipt", "others"}
    assert "Nothing arrives at this address" in Letter.objects.called_off().get().last_error


def test_nothing_but_official_letters_goes_to_an_account_that_was_closed(mail_server, make_letter, cast):
    make_letter("news", person=cast.otto, stop="12-n345")
    make_letter("receipt", person=cast.otto)
    make_letter("others", person=cast.ines, stop="13-n345")
    get_user_model().objects.filter(pk=cast.otto.pk).update(is_active=False)

    assert deliver_due() == 2

    assert sent() == {"receipt", "others"}


@pytest.mark.parametrize(
    ("answer", "closed"),
    [("550 5.1.1 no such user", True), ("550 no such user", False), ("552 5.2.2 full", False), ("450 5.1.1 x", False)],
)
def test_mailbox_that_is_not_there_gets_no_letters_to_followers_any_more(mail_server, make_letter, answer, closed):
    mail_server.answers = {"RCPT Dora@Example.org": answer}
    make_letter("receipt", address="Dora@Example.org")

    deliver_due()

    known = Undeliverable.objects.values_list("address", "trouble", "said")
    assert list(known) == ([("dora@example.org", Trouble.BOUNCE, answer)] if closed else [])


def test_letters_that_share_their_words_arrive_as_they_are_written(mail_server, make_letter):
    words = Words.objects.create(family="example/hello", language="ar", subject_line="عنوان", text="", html="")
    words.text = f"{'سلام ' * 40}https://plenum.example/letters/stop/{words.mark}/\n.\n"
    words.html = f'<p>{"سلام " * 40}<a href="https://plenum.example/letters/stop/{words.mark}/">x</a></p>'
    words.save()
    for number in range(3):
        make_letter(f"key{number}", words=words, text="", html="", stop=f"{number}-n345", subject_line="عنوان")

    assert deliver_due() == 3

    for arrived in mail_server.letters:
        letter = Letter.objects.get(message_id=arrived["Message-ID"])
        text, html = letter.written()
        assert letter.stop_token in text
        assert arrived["To"] == letter.address
        assert arrived["Subject"] == "عنوان"
        assert arrived.get_body(["plain"]).get_content().rstrip("\n") == text.rstrip("\n")
        assert arrived.get_body(["html"]).get_content().rstrip("\n") == html.rstrip("\n")


def test_a_run_asks_as_much_for_three_letters_as_for_one(mail_server, make_letter, django_assert_max_num_queries):
    for number in range(3):
        make_letter(f"key{number}")

    # How many runs there are, the rest of all, the claim; the pace; nothing is left. Notes go beside, one each.
    with django_assert_max_num_queries(16):
        deliver_due()
