"""What is done with a report: whom it stops letters to, and whom it does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from notifications.actions import deliver_due, letter_arrived, reachable, take_report
from notifications.enums import State, Trouble
from notifications.making import mail
from notifications.models import Letter, Undeliverable
from notifications.names import return_address
from notifications.reports import Kind, Report, is_about_mailbox, read
from record.queries import about
from stakeholders.models import Person
from tests.notifications.mail_server import MailServer
from tests.notifications.returned_mails import delivery_status

SENT = timezone.now() - timedelta(hours=1)
NOBODY_THERE = "550 5.1.1 No such user"


@pytest.fixture(autouse=True)
def _place_to_come_back_to(settings: object) -> None:
    settings.BOUNCES_TO = "bounces@plenum.example"  # type: ignore[attr-defined]


def back(letter: Letter, kind: Kind = Kind.FAILED, *, status: str = "5.1.1", said: str = NOBODY_THERE) -> Report:
    """A report to the letter's own address."""
    closes = kind == Kind.FAILED and is_about_mailbox(status)
    return Report(kind, (return_address(letter.pk),), status=status, said=said, closes_address=closes)


def words_for_people(message_id: str, *, returned: str) -> bytes:
    """A report without a form, with a copy of the letter below it."""
    head = "From: MAILER-DAEMON@mx.example\nTo: bounces@plenum.example\nSubject: failure notice"
    return f"{head}\n\n550 5.1.1 no such user\n\n--- Below this line is a copy.\n\n{returned}".encode()


def troubles() -> dict[str, str]:
    return dict(Undeliverable.objects.values_list("address", "trouble"))


def verbs(letter: Letter) -> list[str]:
    return list(about(letter).values_list("verb", flat=True))


def test_letter_that_came_back_says_so(make_letter: Callable[..., Letter]) -> None:
    letter = make_letter("Ana", sent_at=SENT)

    assert take_report(back(letter)) == letter

    letter.refresh_from_db()
    assert letter.state(at=timezone.now()) == State.BOUNCED
    assert letter.last_error == NOBODY_THERE
    assert troubles() == {"ana@example.org": "bounce"}
    entry = about(letter).get(verb="letter.bounce")
    assert entry.facts == {"status": "5.1.1", "closes_address": True}


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "5.3.4", "4.4.1", ""])
def test_what_may_be_mended_does_not_close_an_address(make_letter: Callable[..., Letter], status: str) -> None:
    letter = make_letter(sent_at=SENT)

    take_report(back(letter, status=status, said="No."))

    letter.refresh_from_db()
    assert letter.bounced_at is not None
    assert letter.last_error == f"{status} No.".strip()
    assert troubles() == {}


def test_same_report_again_changes_nothing(make_letter: Callable[..., Letter]) -> None:
    letter = make_letter(sent_at=SENT)
    take_report(back(letter))
    before = Letter.objects.filter(pk=letter.pk).values().get()
    reachable(letter.address)

    take_report(back(letter, said="5.1.1 Otherwise"))

    assert Letter.objects.filter(pk=letter.pk).values().get() == before
    assert troubles() == {}
    assert verbs(letter).count("letter.bounce") == 1


@pytest.mark.parametrize(
    "called", ["Message-ID: {id}", "Ann\n{id}", "{back}", '" <{back}> {id}', "x " * 40 + "Message-ID: {id}"]
)
@pytest.mark.parametrize("report", [delivery_status, words_for_people], ids=["for programs", "for people"])
def test_name_of_a_reader_brings_no_other_letter_back(
    make_letter: Callable[..., Letter], report: Callable[..., bytes], called: str
) -> None:
    other = make_letter("Ana", sent_at=SENT)
    letter = make_letter("Eve", sent_at=SENT)
    letter.person = Person(name=called.format(id=other.message_id, back=return_address(other.pk)))
    copy = mail(letter).content.decode().replace("\r\n", "\n")

    assert take_report(read(report(letter.message_id, returned=f"Content-Type: message/rfc822\n\n{copy}"))) == letter


def test_complaint_stops_letters_to_followers_once(make_letter: Callable[..., Letter]) -> None:
    letter = make_letter(sent_at=SENT)
    take_report(back(letter, Kind.COMPLAINT, said="abuse"))
    assert troubles() == {letter.address: "complaint"}

    reachable(letter.address)
    take_report(back(letter, Kind.COMPLAINT, said="abuse"))

    letter.refresh_from_db()
    assert troubles() == {}
    assert verbs(letter).count("letter.complain") == 1
    assert letter.state(at=timezone.now()) == State.SENT


def test_complaint_says_more_than_a_bounce(make_letter: Callable[..., Letter]) -> None:
    first, second = make_letter("a", sent_at=SENT), make_letter("b", sent_at=SENT, address="a@example.org")

    take_report(back(first))
    take_report(back(second, Kind.COMPLAINT))
    assert troubles() == {"a@example.org": "complaint"}

    third = make_letter("c", sent_at=SENT, address="a@example.org")
    take_report(back(third))
    assert troubles() == {"a@example.org": "complaint"}


def test_late_letter_has_a_note_and_nothing_else(make_letter: Callable[..., Letter]) -> None:
    letter = make_letter(sent_at=SENT)

    take_report(back(letter, Kind.DELAYED, status="4.4.1", said="Connection timed out"))

    letter.refresh_from_db()
    assert (letter.last_error, letter.bounced_at) == ("4.4.1 Connection timed out", None)
    assert (troubles(), "letter.bounce" in verbs(letter)) == ({}, False)


def test_letter_that_arrives_later_shows_that_the_address_is_well(make_letter: Callable[..., Letter]) -> None:
    former, later = make_letter("a", sent_at=SENT), make_letter("b", sent_at=timezone.now() + timedelta(minutes=1))
    Letter.objects.filter(pk=later.pk).update(address=former.address)
    take_report(back(former))

    take_report(back(former, Kind.DELIVERED))
    assert troubles() == {former.address: "bounce"}
    take_report(back(later, Kind.RELAYED))
    assert troubles() == {former.address: "bounce"}
    take_report(back(later, Kind.DELIVERED))
    assert troubles() == {}


def test_letter_is_found_by_its_message_id(make_letter: Callable[..., Letter]) -> None:
    letter = make_letter(sent_at=SENT)

    assert take_report(Report(Kind.FAILED, ("no-reply@plenum.example",), (letter.message_id,))) == letter


def test_forged_reports_do_nothing(make_letter: Callable[..., Letter]) -> None:
    letter, other = make_letter("a", sent_at=SENT), make_letter("b", sent_at=SENT)
    home = return_address(letter.pk)
    seal = home.partition("-")[2][:10]
    forged = [
        Report(Kind.FAILED, (letter.address,)),
        Report(Kind.FAILED, (f"bounces+{letter.pk.hex}-{'0' * 10}@plenum.example",)),
        Report(Kind.FAILED, (f"bounces+{other.pk.hex}-{seal}@plenum.example",)),
        Report(Kind.FAILED, (return_address(uuid4()),)),
        Report(Kind.FAILED, (), ("<nobody@plenum.example>",)),
        Report(Kind.FAILED, (home,), (other.message_id,)),
        Report(Kind.COMPLAINT, (), (letter.message_id, other.message_id)),
        Report(Kind.FAILED),
    ]

    assert [take_report(report) for report in forged] == [None] * len(forged)

    assert not Letter.objects.bounced().exists()
    assert troubles() == {}


def test_who_knows_only_the_message_id_closes_no_address(make_letter: Callable[..., Letter], settings: object) -> None:
    letter, other = make_letter("a", sent_at=SENT), make_letter("b", sent_at=SENT)
    forged = Report(Kind.FAILED, (), (letter.message_id,), status="5.1.1", said=NOBODY_THERE, closes_address=True)

    assert take_report(forged) == letter
    assert troubles() == {}
    assert about(letter).get(verb="letter.bounce").facts == {"status": "5.1.1", "closes_address": False}

    settings.BOUNCES_TO = ""  # type: ignore[attr-defined]
    take_report(replace(forged, message_ids=(other.message_id,)))
    assert troubles() == {other.address: "bounce"}


@pytest.mark.parametrize(
    ("recipients", "closes"),
    [
        ((), True),
        (("ANA@example.org",), True),
        (("ana.k@int.example.org", "ana@example.org"), True),
        (("member@list.example",), False),
        (("ana@", "\ud800@x..y", "@" * 300), False),
    ],
)
def test_address_is_closed_for_itself_only(
    make_letter: Callable[..., Letter], recipients: tuple[str, ...], closes: bool
) -> None:
    letter = make_letter("ana", sent_at=SENT)

    take_report(replace(back(letter), recipients=recipients))

    letter.refresh_from_db()
    assert letter.bounced_at is not None
    assert troubles() == ({"ana@example.org": "bounce"} if closes else {})


def test_letter_of_the_official_process_goes_whatever_was_forged(
    make_letter: Callable[..., Letter], mail_server: MailServer
) -> None:
    former = make_letter("ana", sent_at=SENT)
    take_report(back(former))
    take_report(back(former, Kind.COMPLAINT))
    make_letter("receipt", address="ana@example.org")
    make_letter("news", address="ana@example.org", stop="1-n1")

    assert deliver_due() == 1

    assert [letter["To"] for letter in mail_server.letters] == ["ana@example.org"]
    assert Letter.objects.sent().filter(key="receipt").exists()


def test_letter_that_came_back_before_we_noted_it_is_not_sent_again(make_letter: Callable[..., Letter]) -> None:
    letter = make_letter(claim=uuid4(), claimed_at=timezone.now())

    take_report(back(letter))

    letter.refresh_from_db()
    assert letter.state(at=timezone.now()) == State.BOUNCED
    assert (letter.claim, letter.sent_at is not None) == (None, True)


@pytest.mark.parametrize("ended", ["failed_at", "called_off_at"])
def test_letter_that_we_gave_up_and_that_went_all_the_same_came_back(
    make_letter: Callable[..., Letter], ended: str
) -> None:
    letter = make_letter(**{ended: SENT})

    take_report(back(letter))

    letter.refresh_from_db()
    assert letter.state(at=timezone.now()) == State.BOUNCED


@pytest.mark.django_db
def test_owner_can_say_more_than_a_letter_that_arrived() -> None:
    for name, trouble in (("ana", Trouble.BOUNCE), ("ben", Trouble.COMPLAINT)):
        Undeliverable.objects.create(address=f"{name}@example.org", trouble=trouble, since=SENT)

    assert [letter_arrived(f"{name}@Example.org") for name in ("Ana", "Ben", "Otto")] == [True, False, False]
    assert troubles() == {"ben@example.org": "complaint"}
    assert [reachable("Ben@example.org"), reachable("ben@example.org")] == [True, False]
    assert troubles() == {}
