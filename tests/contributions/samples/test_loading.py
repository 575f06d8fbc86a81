"""The sample data comes in through the real doors, once, and whole."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count
from django.test import TestCase
from django.test.utils import override_settings

from common.refusals import NotPossible
from consultations.models import CommentPeriod, Document, Process, Symbol
from consultations.queries import open_periods, upcoming_periods, works_for_a_secretariat
from contributions import samples
from contributions.actions import spread_news
from contributions.content import Content
from contributions.enums import State
from contributions.models import Amendment, Contribution
from contributions.samples import folder
from notifications.models import Letter
from record.models import Entry
from record.queries import verify
from stakeholders.countries import REGIONS, region_of
from stakeholders.models import Mandate, Person, Source
from tests.contributions.samples.lagoon import Lagoon

Execute = Callable[[str, Any, bool, Any], Any]
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NOW = datetime(2027, 3, 28, 5, 30, tzinfo=UTC)  # the day on which Zurich's summer begins


@pytest.fixture
def media(tmp_path: Path, db: None) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path, DEMO=True, PASSWORD_HASHERS=QUICK):
        yield tmp_path


def everything() -> dict[str, int]:
    models = (Process, CommentPeriod, Document, Symbol, Contribution, Source, Person, Mandate, Letter, Entry)
    return {model.__name__: model.objects.count() for model in models} | {
        "files": sum(1 for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    }


def imported() -> Contribution:
    return Contribution.objects.select_related("submission", "symbol", "period").get(round__process__slug="wgec")


def test_interrupted_loading_is_completed_by_the_next(media: Path) -> None:
    """The machine stops in the middle of the fifth publication of the example: what was begun of it is undone."""
    numbers_given = 0

    def stop_at_the_ninth_number(execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal numbers_given
        if sql.startswith("UPDATE consultations_round"):
            numbers_given += 1
            if numbers_given == 9:
                raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with connection.execute_wrapper(stop_at_the_ninth_number), pytest.raises(KeyboardInterrupt):
        samples.load(at=NOW)
    assert set(Contribution.objects.values_list("state", flat=True)) == {State.PUBLISHED}
    assert Contribution.objects.count() == 5

    samples.load(at=NOW)

    states = Counter(Contribution.objects.values_list("state", flat=True))
    assert states == {State.PUBLISHED: 28, State.SUBMITTED: 4, State.UNDER_REVIEW: 1}
    numbers = Symbol.objects.filter(process__slug="example").order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))


def test_nothing_is_loaded_where_there_is_no_demonstration(media: Path) -> None:
    with override_settings(DEMO=False):
        with pytest.raises(NotPossible):
            samples.load(at=NOW)
        for command in ("load_samples", "demo_accounts", "demo_code"):
            with pytest.raises(CommandError):
                call_command(command, stdout=StringIO())
    assert not Person.objects.exists()


@pytest.mark.xdist_group("loaded")
class TestLoaded(Lagoon, TestCase):
    """What is there after one loading: a class, so that these tests share it."""

    @classmethod
    def setUpTestData(cls) -> None:
        folder_of_files = cls.enterClassContext(TemporaryDirectory())
        cls.enterClassContext(override_settings(MEDIA_ROOT=folder_of_files, DEMO=True, PASSWORD_HASHERS=QUICK))
        samples.load(at=NOW)

    def test_loading_twice_changes_nothing(self) -> None:
        before = everything()
        samples.load(at=NOW + timedelta(days=3))
        assert everything() == before

    def test_imported_contribution_has_its_ten_recommendations_and_the_original(self) -> None:
        contribution = imported()
        assert contribution.submission is not None
        assert contribution.symbol is not None
        content = Content.from_json(contribution.submission.content)
        original = (folder.FOLDER / "wgec-3-usa.txt").read_bytes()
        words = original.decode().replace("\uf0b7", "").split()
        told = " ".join([content.title, "March 31, 2017", content.statement, *content.recommendations]).split()
        assert len(content.recommendations) == 10
        assert Counter(told) == Counter(words)
        assert (contribution.symbol.text, contribution.state) == ("WGEC/3/1", State.PUBLISHED)
        assert contribution.files.get().file.read() == original
        assert contribution.submitted_at is not None
        assert contribution.submitted_at < contribution.period.closes_at < NOW

    def test_whoever_imports_speaks_for_nobody_afterwards_and_cannot_sign_in(self) -> None:
        importer = imported().author
        assert importer is not None
        assert not importer.is_active
        assert not importer.has_usable_password()
        assert not Mandate.objects.current().filter(person=importer).exists()

    def test_revisions_are_filed_on_the_document_they_modify(self) -> None:
        base = Document.objects.get(symbol__process__slug="wtpf-ieg", symbol__number=11)
        revisions = base.modified_by.get()
        assert base.symbol is not None
        assert (base.symbol.text, base.symbol.alias) == ("WTPF-IEG/2/11", "Contribution 29")
        assert [file.name for file in base.files.all()] == ["wtpf-ieg-2-11-opinion-3.docx"]
        assert "wtpf-ieg-2-11-usa-revisions.docx" in {file.name for file in revisions.files.all()}
        assert "not the official document" in revisions.note

    def test_example_has_one_period_open_and_one_to_come_on_the_day_of_loading(self) -> None:
        (is_open,) = [period for period in open_periods(NOW) if period.round.process.slug == "example"]
        (is_upcoming,) = upcoming_periods(NOW)
        assert is_upcoming.round == is_open.round
        assert [sorted(question.text.data) for question in is_open.questions.all()] == [
            ["ar", "en", "es", "fr", "ru", "zh"]
        ] * 2
        # Announced hours stay what they are over the change of the clocks.
        assert [instant.astimezone(is_open.zone).hour for instant in (is_open.opens_at, is_open.closes_at)] == [9, 18]

    def test_example_speaks_six_languages_from_every_group_and_region(self) -> None:
        published = Contribution.objects.published().filter(round__process__slug="example")
        assert set(published.values_list("language", flat=True)) == {"ar", "en", "es", "fr", "ru", "zh"}
        invented = Source.objects.exclude(name="United States of America")
        assert len(invented) >= 14
        assert invented.values("group").distinct().count() == 7
        assert {region_of(str(source.country)) for source in invented} - {""} == set(REGIONS)

    def test_every_invented_source_and_process_says_that_it_is_invented(self) -> None:
        marks = ("Example", "exemple", "Ejemplo", "Пример", "مثال", "示例", "Beispiel", "Demo")
        names = Source.objects.exclude(name="United States of America").values_list("name", flat=True)
        assert [name for name in names if not any(mark in name for mark in marks)] == []
        assert set(Process.objects.filter(is_example=True).values_list("slug", flat=True)) == {"example", "lagoon"}

    def test_nothing_of_the_example_happens_outside_its_period_or_in_the_future(self) -> None:
        for contribution in Contribution.objects.filter(round__process__slug="example").select_related("period"):
            assert contribution.submitted_at is not None
            assert contribution.period.opens_at < contribution.submitted_at <= NOW
            assert contribution.published_at is None or contribution.submitted_at <= contribution.published_at <= NOW

    def test_follower_is_told_of_each_publication_in_french(self) -> None:
        follower = Person.objects.get(email="follower@plenum.example")
        spread_news()
        letters = Letter.objects.filter(person=follower, family="contributions/followed_published")
        published = Contribution.objects.published().filter(round__process__slug="example")
        assert letters.count() == published.count()
        assert set(letters.values_list("language", flat=True)) == {"fr"}

    def test_changes_of_the_word_file_are_proposed_as_they_were_understood(self) -> None:
        revisions = Amendment.objects.filter(contribution__author__email="import@plenum.example")
        assert Counter(revisions.values_list("op", flat=True)) == {"MOD": 10, "SUP": 11, "ADD": 2}
        assert set(revisions.values_list("contribution__symbol__text", flat=True)) == {"WTPF-IEG/2/13"}
        assert revisions[0].contribution.files.get().name == "wtpf-ieg-2-11-usa-revisions.docx"

    def test_rivals_agree_on_one_clause_and_collide_on_another(self) -> None:
        on_35, on_weaknesses = (
            Amendment.objects.filter(clause__versions__wording__startswith=beginning, op="MOD")
            for beginning in ("that article 35", "that, despite its essential character")
        )
        assert on_35.count() == 3
        assert len(set(on_35.values_list("wording", flat=True))) == 1
        assert len(set(on_weaknesses.values_list("wording", flat=True))) == on_weaknesses.count() == 4
        assert set(Amendment.objects.values_list("contribution__language", flat=True)) == {"ar", "en", "fr"}

    def test_record_of_the_loading_holds(self) -> None:
        assert verify().broken == ""
        verbs = Counter(Entry.objects.values_list("verb", flat=True))
        assert verbs["contribution.publish"] == 28
        assert verbs["document.file"] == 3
        assert verbs["text.issue"] == 1
        assert (
            not Entry.objects.values("subject", "verb")
            .filter(verb="mandate.confirm")
            .annotate(n=Count("pk"))
            .filter(n__gt=1)
        )

    def test_listed_accounts_can_sign_in_and_the_secretariats_second_factor_fits(self) -> None:
        listed = StringIO()
        call_command("demo_accounts", stdout=listed)
        signed_in = [line.split("  ")[0].strip() for line in listed.getvalue().splitlines()]
        accounts = samples.accounts()
        assert signed_in == [account.email for account in accounts]
        assert all(authenticate(None, username=account.email, password=account.password) for account in accounts)
        officer = accounts[0]
        assert list(Authenticator.objects.values_list("user__email", "type")) == [(officer.email, "totp")]
        code = StringIO()
        call_command("demo_code", stdout=code)
        assert validate_totp_code(officer.secret, code.getvalue().strip())

    def test_each_account_is_what_it_says(self) -> None:
        are = {}
        for account in samples.accounts():
            person = Person.objects.get(email=account.email)
            spoken_for = [
                source.name for source in Source.objects.all() if person.has_perm("stakeholders.speak_for", source)
            ]
            are[account.key] = (works_for_a_secretariat(person), spoken_for)
        assert are == {
            "officer": (True, []),
            "delegate": (False, ["Example Ministry of Tides"]),
            "individual": (False, ["Ines Demo"]),
            "follower": (False, []),
        }
