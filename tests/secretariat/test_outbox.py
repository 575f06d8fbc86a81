"""The letters: open to everybody in a demonstration, to the desk alone otherwise."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.enums import Role
from consultations.models import Process, ProcessRole
from contributions.enums import State
from contributions.models import Contribution
from notifications.models import Letter
from record.models import Entry
from record.names import reference
from secretariat.letters import reason_of

Make = Callable[..., Contribution]
OUTBOX = "/desk/outbox/"


def write(subject: str = "Your code", **fields: Any) -> Letter:
    """Store a letter as it would stand there."""
    now = timezone.now()
    given = {
        "key": subject,
        "address": "newcomer@example.org",
        "language": "en",
        "family": "account/email/login_code",
        "subject_line": subject,
        "text": "Your code is 135790.",
        "html": "<p>Your code is <b>135790</b>.</p>",
        "created_at": now,
        "next_attempt_at": now,
    }
    with transaction.atomic():
        return Letter.objects.create(**(given | fields))


@pytest.fixture
def _demonstration(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def _real(settings: Any) -> None:
    settings.DEMO = False


@pytest.mark.usefixtures("db", "_demonstration")
class TestInADemonstration:
    def test_a_newcomer_reads_their_code_without_signing_in(self, client: Client) -> None:
        letter = write()
        listed = client.get(OUTBOX).content.decode()
        page = client.get(reverse("secretariat:letter", args=[letter.pk])).content.decode()
        assert reverse("secretariat:letter", args=[letter.pk]) in listed
        assert "newcomer@example.org" in listed
        assert "135790" in page
        assert "Everybody can read these letters" in page

    def test_a_letter_that_was_not_sent_is_called_so(self, client: Client, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        write(sent_at=timezone.now())
        assert "shown here instead of sent" in client.get(OUTBOX).content.decode()

    def test_the_newest_stands_first_and_pages_turn(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("secretariat.views.outbox.PAGE", 2)
        for number in range(5):
            write(str(number))
        first = client.get(OUTBOX)
        second = client.get(first.context["listing"].next)
        back = client.get(second.context["listing"].previous)
        assert [row["letter"].subject_line for row in first.context["letters"]] == ["4", "3"]
        assert [row["letter"].subject_line for row in second.context["letters"]] == ["2", "1"]
        assert [row["letter"].subject_line for row in back.context["letters"]] == ["4", "3"]

    def test_a_page_that_does_not_exist_becomes_the_first(self, client: Client) -> None:
        write()
        response = client.get(OUTBOX, {"page": "nonsense"})
        assert response.status_code == 400
        assert "Your code" in response.content.decode()

    def test_an_empty_outbox_says_so(self, client: Client) -> None:
        assert "No letter has been written yet." in client.get(OUTBOX).content.decode()

    def test_links_to_our_own_pages_can_be_followed(self, client: Client, settings: Any) -> None:
        letter = write(text=f"See {settings.SITE_URL}/me/ and https://evil.example/")
        page = client.get(reverse("secretariat:letter", args=[letter.pk])).content.decode()
        assert 'href="/me/"' in page
        assert 'href="https://evil.example/"' not in page

    def test_a_letter_in_arabic_is_set_from_the_right(self, client: Client) -> None:
        letter = write("رمزك", language="ar", text="رمزك هو 135790")
        page = client.get(reverse("secretariat:letter", args=[letter.pk])).content.decode()
        assert 'lang="ar" dir="rtl"' in page

    def test_nothing_in_the_html_version_can_run_or_load(self, client: Client) -> None:
        letter = write(html='<script>alert(1)</script><img src="https://evil.example/pixel">')
        policy = client.get(reverse("secretariat:letter_html", args=[letter.pk]))["Content-Security-Policy"]
        assert policy.startswith("sandbox; default-src 'none'")
        assert "script-src" not in policy
        assert "img-src" not in policy
        assert "allow-scripts" not in policy

    def test_a_letter_without_html_has_no_html_version(self, client: Client) -> None:
        letter = write(html="")
        assert client.get(reverse("secretariat:letter_html", args=[letter.pk])).status_code == 404

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_asks_the_database_once(
        self, rows: int, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(rows):
            write(str(number))
        with django_assert_max_num_queries(1):
            assert len(client.get(OUTBOX).context["letters"]) == rows


@pytest.mark.usefixtures("_real")
class TestOtherwise:
    @pytest.mark.parametrize(
        ("who", "status"), [("ana", 404), ("otto", 404), ("nobody", 302), ("dora", 200), ("chris", 200)]
    )
    def test_it_is_for_the_desk_only(
        self, who: str, status: int, cast: SimpleNamespace, client: Client, sign_in: Callable[..., Client]
    ) -> None:
        sign_in(client, getattr(cast, who))
        assert client.get(OUTBOX).status_code == status

    def test_it_asks_for_a_second_factor(
        self, cast: SimpleNamespace, client: Client, sign_in: Callable[..., Client]
    ) -> None:
        sign_in(client, cast.dora, second_factor=False)
        assert client.get(OUTBOX)["Location"].startswith("/desk/second-factor/")

    def test_it_shows_the_letters_of_ones_own_process(self, dora: Client, make_contribution: Make) -> None:
        make_contribution(State.PUBLISHED)
        families = {row["letter"].family for row in dora.get(OUTBOX).context["letters"]}
        assert families == {"contributions/receipt", "contributions/published"}

    def test_it_never_shows_a_code_for_signing_in(self, dora: Client) -> None:
        letter = write()
        assert dora.get(OUTBOX).context["letters"] == []
        assert dora.get(reverse("secretariat:letter", args=[letter.pk])).status_code == 404
        assert dora.get(reverse("secretariat:letter_html", args=[letter.pk])).status_code == 404

    def test_it_never_shows_the_letters_of_another_process(
        self,
        cast: SimpleNamespace,
        sign_in: Callable[..., Client],
        make_process: Callable[..., Process],
        make_contribution: Make,
    ) -> None:
        ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
        make_contribution(State.PUBLISHED)
        assert sign_in(Client(), cast.otto).get(OUTBOX).context["letters"] == []


def of(contribution: Contribution, **fields: Any) -> Letter:
    return write("About it", about=reference(contribution), family="contributions/receipt", **fields)


@pytest.mark.usefixtures("_real")
class TestAtTheDesk:
    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            ("550 5.1.1 <ana@example.org>: no such user", "There is no such mailbox."),
            ("550 User unknown", "There is no such mailbox."),
            ("552 5.2.2 Over quota", "The mailbox is full."),
            ("554 5.7.1 Message rejected as spam", "The mail server refused the letter as unwanted."),
            ("5.4.4 Host not found", "There is no mail server for this address."),
            ("451 Try again later", "The mail server did not take it at that moment."),
            ("599 No", "The mail server refused it."),
            ("ConnectionRefusedError: [Errno 111]", "The mail server could not be reached, or broke off."),
            ("", ""),
        ],
    )
    def test_a_failure_is_said_in_words(self, said: str, reason: str) -> None:
        assert reason_of(Letter(last_error=said)) == reason

    def test_it_shows_only_what_is_asked_for(self, dora: Client, make_contribution: Make) -> None:
        paper, now = make_contribution(State.PUBLISHED), timezone.now()
        failed = of(paper, failed_at=now, attempts=3, last_error="550 5.1.1 no such user", address="Lost@Example.org")
        asked = {
            "state=failed": [failed.pk],
            "q=lost@example.ORG": [failed.pk],
            "state=failed&q=nobody@example.org": [],
            "state=held": [],
            "family=contributions/published&state=waiting&q=wgx/1/1": list(
                Letter.objects.filter(family="contributions/published")
                .order_by("-created_at", "-pk")
                .values_list("pk", flat=True)
            ),
            "family=account/changed": [],
        }
        found = {}
        for query in asked:
            found[query] = [row["letter"].pk for row in dora.get(f"{OUTBOX}?{query}").context["letters"]]
        assert found == asked
        (number,) = [each for each in dora.get(OUTBOX).context["numbers"] if each["url"] == "?state=failed"]
        assert number["number"] == 1

    def test_a_failed_letter_says_why_and_is_sent_again_once(self, dora: Client, make_contribution: Make) -> None:
        now = timezone.now()
        failed = of(make_contribution(), failed_at=now, attempts=3, last_error="550 5.1.1 no such user")
        there = reverse("secretariat:letter", args=[failed.pk])
        page = dora.get(there).content.decode()
        for _click in range(2):
            dora.post(f"{OUTBOX}resend/", {"item": [str(failed.pk), "nonsense"]})
        failed.refresh_from_db()
        assert "There is no such mailbox." in page
        assert "550 5.1.1 no such user" in page
        assert "3 times" in page
        assert (failed.failed_at, failed.attempts) == (None, 0)
        assert Entry.objects.filter(verb="letter.resend").count() == 1

    def test_several_are_sent_again_from_the_list(self, dora: Client, make_contribution: Make) -> None:
        paper, now = make_contribution(), timezone.now()
        lost = [of(paper, key=str(n), sent_at=now, bounced_at=now, last_error="5.2.2 full") for n in range(3)]
        listed = dora.get(f"{OUTBOX}?state=bounced").content.decode()
        dora.post(f"{OUTBOX}resend/", {"item": [str(each.pk) for each in lost[:2]]})
        assert listed.count('type="checkbox" name="item"') == 3
        assert Letter.objects.bounced().count() == 1

    @pytest.mark.parametrize("who", ["chris", "olga"])
    def test_who_does_not_publish_sends_nothing_again(
        self, who: str, cast: SimpleNamespace, sign_in: Callable[..., Client], make_contribution: Make
    ) -> None:
        failed = of(make_contribution(), failed_at=timezone.now())
        answer = sign_in(Client(), getattr(cast, who)).post(f"{OUTBOX}resend/", {"item": str(failed.pk)})
        assert answer.status_code == 403
        assert Letter.objects.failed().exists()

    def test_a_held_letter_is_read_changed_and_released(self, dora: Client, make_contribution: Make) -> None:
        held = of(make_contribution(), hold=True)
        there = reverse("secretariat:letter", args=[held.pk])
        stands = dora.get(there).context["stands"]
        words = {"subject_line": "Your receipt", "text": "It is here.", "stands": stands}
        stored = dora.post(f"{there}edit/", words)
        stale = dora.post(f"{there}edit/", words | {"text": "No."})
        empty = dora.post(f"{there}edit/", {"text": "", "stands": dora.get(there).context["stands"]})
        released, again = (dora.post(f"{there}release/") for _click in range(2))
        held.refresh_from_db()
        assert (stored.status_code, stale.status_code, empty.status_code) == (302, 409, 422)
        assert (released.status_code, again.status_code) == (302, 409)
        assert (held.subject_line, held.text, held.hold) == ("Your receipt", "It is here.\n", False)
        verbs = list(Entry.objects.filter(subject=reference(held)).values_list("verb", flat=True))
        assert verbs == ["letter.edit", "letter.release"]

    @pytest.mark.parametrize("few", [0, 2000])
    def test_a_desk_that_received_little_reads_the_same_as_one_that_received_much(
        self, few: int, dora: Client, make_contribution: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("contributions.queries.outbox.FEW", few)
        paper = make_contribution(State.PUBLISHED)
        of(paper, key="off", called_off_at=timezone.now())
        told = {row["letter"].family for row in dora.get(OUTBOX).context["letters"]}
        off = [row["letter"].key for row in dora.get(f"{OUTBOX}?state=called_off").context["letters"]]
        assert told == {"contributions/receipt", "contributions/published"}
        assert off == ["off"]

    def test_what_waits_and_what_went_wrong_is_counted_above_the_list(
        self, dora: Client, process: Process, make_contribution: Make
    ) -> None:
        Process.objects.filter(pk=process.pk).update(holds_letters=True)
        process.refresh_from_db()
        of(make_contribution(State.PUBLISHED), key="lost", failed_at=timezone.now())
        numbers = {each["url"]: each["number"] for each in dora.get(OUTBOX).context["numbers"]}
        assert numbers["/desk/outbox/mailings/?show=held"] == 1
        assert numbers["?state=failed"] == 1

    def test_all_of_a_page_are_sent_again_at_once(self, dora: Client, make_contribution: Make) -> None:
        paper = make_contribution()
        lost = [of(paper, key=str(number), failed_at=timezone.now()) for number in range(3)]
        listed = dora.get(f"{OUTBOX}?state=failed").content.decode()
        assert "Try all on this page again" in listed
        assert listed.count('type="hidden" name="item"') == 3
        dora.post(f"{OUTBOX}resend/", {"item": [str(each.pk) for each in lost]})
        assert not Letter.objects.failed().exists()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_and_a_letter_ask_the_database_little(
        self, rows: int, dora: Client, make_contribution: Make, django_assert_max_num_queries: Any
    ) -> None:
        paper = make_contribution()
        for number in range(rows):
            failed = of(paper, key=str(number), failed_at=timezone.now())
        for address in (OUTBOX, f"{OUTBOX}?state=failed&q=WGX/1/1", reverse("secretariat:letter", args=[failed.pk])):
            with django_assert_max_num_queries(8):
                assert dora.get(address).status_code == 200
