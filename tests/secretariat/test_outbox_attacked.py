"""The outbox under stale forms, other desks, two officers at once and nonsense: refused, and nothing sent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.refusals import Refusal
from consultations.enums import Role
from consultations.models import Process, ProcessRole
from contributions import actions
from contributions.models import Contribution
from contributions.queries.mailings import audience_of
from contributions.redacting import Mark
from following import actions as following
from following.models import News
from notifications.enums import Trouble
from notifications.models import Letter, Undeliverable
from record.models import Entry
from record.names import reference
from stakeholders.models import Person
from tests.secretariat.test_outbox import of

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
OUTBOX, MAILINGS = "/desk/outbox/", "/desk/outbox/mailings/"
WORDS = {"subject_line": "Other words", "text": "Other words."}
BEFORE = timedelta(days=1)


@pytest.fixture(autouse=True)
def _real(settings: Any) -> None:
    settings.DEMO = False


@pytest.fixture
def held(make_contribution: Make) -> Letter:
    return of(make_contribution(), hold=True)


@pytest.fixture
def mailing(process: Process, cast: SimpleNamespace, make_contribution: Make) -> News:
    """Held, about a contribution, with one follower."""
    following.follow(f"process:{process.pk}", by=cast.otto, at=timezone.now() - BEFORE)
    Process.objects.filter(pk=process.pk).update(holds_letters=True)
    process.refresh_from_db()
    make_contribution(title="On cables of Exampland")
    return News.objects.get(kind="published")


@pytest.fixture
def failed(cast: SimpleNamespace, process: Process, make_contribution: Make) -> Letter:
    """A letter to a follower that was given up."""
    following.follow(f"process:{process.pk}", by=cast.otto, at=timezone.now() - BEFORE)
    make_contribution()
    actions.spread_news()
    Letter.objects.filter(person=cast.otto).update(failed_at=timezone.now(), last_error="550")
    return Letter.objects.get(person=cast.otto)


def page(letter: Letter) -> str:
    return reverse("secretariat:letter", args=[letter.pk])


def words_of(letter: Letter) -> tuple[str, str, bool]:
    letter.refresh_from_db()
    return letter.subject_line, letter.text, letter.hold


@pytest.mark.parametrize("change", [{"hold": False, "sent_at": timezone.now}, {"hold": False}, {"text": "Newer.\n"}])
def test_what_went_or_changed_under_an_open_form_stays_as_it_is(
    dora: Client, held: Letter, change: dict[str, Any]
) -> None:
    stands = dora.get(page(held)).context["stands"]
    Letter.objects.filter(pk=held.pk).update(**{k: v() if callable(v) else v for k, v in change.items()})
    before = words_of(held)
    assert dora.post(f"{page(held)}edit/", WORDS | {"stands": stands}).status_code == 409
    assert words_of(held) == before
    assert not Entry.objects.filter(verb="letter.edit").exists()


@pytest.mark.parametrize("who", ["chris", "olga"])
def test_who_only_reads_the_desk_changes_and_releases_nothing(
    who: str, held: Letter, cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    client, before = sign_in(Client(), getattr(cast, who)), words_of(held)
    shown = client.get(page(held))
    assert not shown.context["may_edit"]
    assert not shown.context["may_release"]
    stands = shown.context["stands"]
    assert client.post(f"{page(held)}edit/", WORDS | {"stands": stands}).status_code == 403
    assert client.post(f"{page(held)}release/").status_code == 403
    assert words_of(held) == before


def test_another_processs_letter_is_not_there_and_is_not_sent_along_with_ones_own(
    held: Letter, make_process: Callable[..., Process], cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
    other = sign_in(Client(), cast.otto)
    Letter.objects.filter(pk=held.pk).update(hold=False, failed_at=timezone.now())
    for way in ("", "edit/", "release/"):
        assert (other.post if way else other.get)(f"{page(held)}{way}").status_code == 404
    other.post(f"{OUTBOX}resend/", {"item": [str(held.pk)]})
    assert Letter.objects.failed().exists()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"text": "x\0y"}, 422),
        ({"subject_line": "x\0y"}, 422),
        ({"subject_line": "x" * 201}, 422),
        ({"text": "ü" * 10_001}, 422),
        ({"text": "x" * 2_000_000}, 422),
        ({"text": " \n\n "}, 422),
        ({"subject_line": "x\r\nBcc: all@example.org"}, 302),
    ],
)
def test_no_words_break_a_letter(dora: Client, held: Letter, words: dict[str, str], status: int) -> None:
    stands = dora.get(page(held)).context["stands"]
    assert dora.post(f"{page(held)}edit/", WORDS | words | {"stands": stands}).status_code == status
    subject_line, _text, _hold = words_of(held)
    assert "\n" not in subject_line
    assert "\r" not in subject_line


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 5000, "state=%00", "family=%00", "page=%00", "q=%00@%00", "state=nonsense&family=nonsense"],
)
def test_no_question_breaks_the_lists(dora: Client, held: Letter, query: str) -> None:
    for address in (OUTBOX, MAILINGS):
        assert dora.get(f"{address}?{query}").status_code in {200, 400}


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "9" * 400])
def test_a_mailing_of_a_number_that_cannot_be_is_not_there(dora: Client, number: str) -> None:
    assert dora.get(f"{MAILINGS}{number}/").status_code == 404
    assert dora.post(f"{MAILINGS}{number}/release/").status_code == 404


@pytest.mark.parametrize(
    ("way", "given", "status"),
    [
        ("say", {"said_first_en": "x\0y"}, 422),
        ("say", {"said_first_en": "x" * 2001}, 422),
        ("say", {"said_first_tlh": "x", "seen_\0": "y"}, 302),
        ("drop", {"reason": "\0"}, 422),
        ("drop", {"reason": "x" * 2001}, 422),
    ],
)
def test_no_words_break_a_mailing(dora: Client, mailing: News, way: str, given: dict[str, str], status: int) -> None:
    there = f"{MAILINGS}{mailing.pk}/"
    assert dora.post(f"{there}{way}/", given).status_code == status
    mailing.refresh_from_db()
    assert mailing.data == {}
    assert mailing.dropped_at is None
    assert dora.get(f"{there}?language=%00{'x' * 5000}").status_code == 200


def test_removed_words_stand_nowhere_on_a_held_mailing(dora: Client, cast: SimpleNamespace, mailing: News) -> None:
    contribution = Contribution.objects.get()
    mark = Mark("title", len("On cables of "), len("Exampland"), "third-person")
    actions.redact(contribution, [mark], by=cast.dora)
    shown = "".join(
        dora.get(address).content.decode()
        for address in (MAILINGS, f"{MAILINGS}{mailing.pk}/", f"{MAILINGS}{mailing.pk}/html/")
    )
    assert "On cables of" in shown
    assert "cables of Exampland" not in shown


def test_an_account_that_was_closed_is_neither_counted_nor_told(
    cast: SimpleNamespace, mailing: News, process: Process
) -> None:
    Person.objects.filter(pk=cast.otto.pk).update(is_active=False)
    counted = audience_of(mailing).readers
    actions.release_mailing(mailing, by=cast.dora)
    actions.spread_news()
    assert counted == 0
    assert not Letter.objects.filter(person=cast.otto).exists()


def test_a_letter_whose_readers_account_is_gone_is_still_read_and_sent_again(dora: Client, held: Letter) -> None:
    Letter.objects.filter(pk=held.pk).update(hold=False, failed_at=timezone.now(), person=None)
    assert "Try it again" in dora.get(page(held)).content.decode()
    assert dora.post(f"{OUTBOX}resend/", {"item": str(held.pk)}).status_code == 302
    assert not Letter.objects.failed().exists()


def test_a_follower_who_wants_it_still_has_it_again(dora: Client, failed: Letter) -> None:
    dora.post(f"{OUTBOX}resend/", {"item": str(failed.pk)})
    assert not Letter.objects.failed().exists()


@pytest.mark.parametrize("why", ["stopped", "no letters", "unwanted", "dropped"])
def test_a_follower_who_wants_it_no_more_is_not_written_to_again(
    why: str, dora: Client, failed: Letter, cast: SimpleNamespace
) -> None:
    reader = following.reader_of(cast.otto)
    {
        "stopped": lambda: following.stop_all(reader),
        "no letters": lambda: following.choose(reader, by_mail=False),
        "unwanted": lambda: Undeliverable.objects.create(
            address=failed.address.lower(), trouble=Trouble.COMPLAINT, since=timezone.now()
        ),
        "dropped": lambda: following.drop(News.objects.all()),
    }[why]()
    Letter.objects.filter(pk=failed.pk).update(failed_at=timezone.now(), called_off_at=None)
    answer = dora.post(f"{OUTBOX}resend/", {"item": str(failed.pk)}, follow=True)
    assert "Nothing was sent again" in answer.content.decode()
    assert Letter.objects.failed().exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_changes_it(held: Letter, cast: SimpleNamespace) -> None:
    def edit(person: Person) -> bool:
        letter = Letter.objects.get(pk=held.pk)
        meeting.wait()
        try:
            actions.edit_letter(letter, subject_line=person.name, text=person.name, by=person)
        except Refusal:
            return False
        finally:
            connections.close_all()
        return True

    meeting = Barrier(2, timeout=20)
    with ThreadPoolExecutor(2) as pool:
        edited = list(pool.map(edit, (cast.dora, cast.omar)))

    subject_line, text, _hold = words_of(held)
    assert sorted(edited) == [False, True]
    assert text == f"{subject_line}\n"
    assert Entry.objects.filter(subject=reference(held), verb="letter.edit").count() == 1
