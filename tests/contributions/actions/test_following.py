"""What is followed brings what it should, and nothing that not everybody may know."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from common.refusals import NotPossible
from consultations.models import Process, Round
from contributions import actions
from contributions.enums import Choice, Consent
from contributions.models import Contribution
from contributions.queries.topics import of_clause, of_contribution, of_search, of_source
from contributions.redacting import Mark
from following.actions import NotAllTold, choose, follow, reader_of
from following.enums import Pace
from following.models import News
from notifications.models import Letter
from stakeholders.models import Source
from tests.deciding import CABLES, HERONS, SHALL
from texts.models import TextVersion
from texts.models.clause import identity

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
HOUR = timedelta(hours=1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def follows(cast: SimpleNamespace) -> Callable[..., None]:
    """Let Otto, who has nothing to do with any of it, follow these topics and nothing else."""

    def begin(*topics: str, **chosen: Any) -> None:
        for topic in topics:
            follow(topic, by=cast.otto, at=LONG_AGO, **chosen)

    return begin


def told(cast: SimpleNamespace) -> list[str]:
    """The subject lines of all letters to Otto, in order."""
    actions.spread_news()
    return list(
        Letter.objects.filter(person=cast.otto).order_by("created_at", "pk").values_list("subject_line", flat=True)
    )


@pytest.mark.parametrize(
    ("language", "statement", "looked_for"),
    [
        ("en", "Cables matter to everybody.", "cable mattering"),
        ("fr", "Les câbles sous-marins importent à tous les habitants.", "habitant câble"),
        ("ar", "تهم الكابلات البحرية جميع السكان.", "الكابلات"),
    ],
)
def test_search_finds_what_is_published_after_it_in_the_language_of_each(  # noqa: PLR0917  # what differs
    cast: SimpleNamespace,
    make_contribution: Make,
    follows: Callable[..., None],
    language: str,
    statement: str,
    looked_for: str,
) -> None:
    follows(of_search(looked_for))
    make_contribution(language=language, title="Titre", statement=statement)
    make_contribution(language=language, title="Autre", statement="Rien.")
    assert len(told(cast)) == 1


def test_search_looks_in_its_process_and_round_only(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], make_round: Callable[..., Round]
) -> None:
    other = make_round(number=2)
    follows(of_search("cables", process="elsewhere"), of_search("cables", process="wgx", round_=other.number))
    make_contribution()
    assert told(cast) == []

    follows(of_search("cables", process="wgx", round_=1), of_search("cables"))
    make_contribution(title="More on cables")
    assert len(told(cast)) == 1


def test_search_finds_no_words_that_its_source_keeps_back(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None]
) -> None:
    follows(of_search("cables"), of_search("exampland"))
    make_contribution(consent="aggregate")
    assert told(cast) == []
    make_contribution(title="On herons", statement="Herons.", consent="group")
    assert told(cast) == []


def test_source_brings_what_it_says_under_its_name(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], ministry: Source
) -> None:
    follows(of_source(ministry))
    make_contribution()
    assert told(cast) == ["New: WGX/1/1, On cables"]


@pytest.mark.parametrize("consent", ["group", "aggregate"])
def test_source_that_is_not_named_is_not_given_away(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], ministry: Source, consent: str
) -> None:
    follows(of_source(ministry))
    make_contribution(consent=consent)
    assert told(cast) == []


@pytest.mark.parametrize("pace", [Pace.AT_ONCE, Pace.DAILY])
@pytest.mark.parametrize("is_spread", [False, True])
def test_source_that_is_named_no_more_is_given_away_by_nothing_that_waits(
    cast: SimpleNamespace,
    make_contribution: Make,
    follows: Callable[..., None],
    ministry: Source,
    *,
    pace: Pace,
    is_spread: bool,
) -> None:
    follows(of_source(ministry), pace=pace)
    published = make_contribution()
    if is_spread:
        actions.spread_news()
    actions.change_consent(published, Consent.GROUP, by=cast.ana)

    actions.spread_news()
    assert not Letter.objects.filter(person=cast.otto, called_off_at=None).exists()
    assert not reader_of(cast.otto).items.exists()


def test_who_follows_the_process_too_still_hears_of_it(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], ministry: Source, process: Process
) -> None:
    follows(of_source(ministry), f"process:{process.pk}", pace=Pace.DAILY)
    published = make_contribution()
    actions.spread_news()
    actions.change_consent(published, Consent.GROUP, by=cast.ana)
    assert reader_of(cast.otto).items.get().topic == f"process:{process.pk}"


def test_clause_and_text_bring_what_proposes_to_change_them(
    cast: SimpleNamespace,
    follows: Callable[..., None],
    opinion: TextVersion,
    propose: Make,
    ministry: Source,
) -> None:
    clauses = [identity(each.id) for each in opinion.outline]
    follows(of_clause(clauses[HERONS]))
    propose(opinion, ministry, {"clause": CABLES, "wording": "that cables hum;"}, title="Elsewhere")
    assert told(cast) == []
    propose(opinion, ministry, {"clause": HERONS, "wording": "that herons hum;"}, title="Here")
    assert len(told(cast)) == 1
    follows(f"text:{opinion.text_id}")
    propose(opinion, ministry, {"clause": CABLES, "wording": "that cables sing;"}, title="Elsewhere again")
    assert len(told(cast)) == 2


def test_clause_brings_the_next_version_that_changes_it_and_no_other(
    cast: SimpleNamespace, follows: Callable[..., None], desk: Any
) -> None:
    clauses = [identity(each.id) for each in desk.opinion.outline]
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()
    News.objects.update(spread_at=timezone.now())
    follows(of_clause(clauses[HERONS]))
    follow(of_clause(clauses[CABLES]), by=cast.pia, at=LONG_AGO)
    desk.issue()

    assert len(told(cast)) == 1
    assert not Letter.objects.filter(person=cast.pia, family="contributions/followed_version").exists()


def test_contribution_brings_its_revision_and_its_withdrawal(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None]
) -> None:
    published = make_contribution()
    actions.spread_news()
    make_contribution(title="Another")
    follows(of_contribution(published))
    assert told(cast) == []
    actions.withdraw(published, by=cast.ana)
    assert len(told(cast)) == 1


@pytest.fixture
def waits(cast: SimpleNamespace) -> None:
    """Letters to Otto wait for the end of his quiet hours, whenever this runs."""
    now = timezone.now()
    choose(reader_of(cast.otto), quiet_from=(now - HOUR).time(), quiet_until=(now + HOUR).time())


def waiting(cast: SimpleNamespace) -> list[str]:
    """What the letters that wait to go to Otto say."""
    letters = Letter.objects.filter(person=cast.otto, sent_at=None, called_off_at=None)
    return ["\n".join((each.subject_line, *each.written())) for each in letters.order_by("created_at", "pk")]


@pytest.mark.usefixtures("waits")
def test_letter_that_waits_names_nobody_whom_nobody_may_know_now(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], ministry: Source, process: Process
) -> None:
    follows(f"process:{process.pk}", pace=Pace.DAILY)
    follows(of_source(ministry))
    published = make_contribution()
    actions.spread_news()
    assert ministry.name in waiting(cast)[0]
    actions.change_consent(published, Consent.GROUP, by=cast.ana)

    (letter,) = waiting(cast)
    assert ministry.name not in letter
    assert f"{process.code}: {process.wording.text}" in letter
    assert "/letters/stop/" in letter


@pytest.mark.usefixtures("waits")
def test_letter_that_waits_says_nothing_that_was_taken_out(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], process: Process
) -> None:
    follows(f"process:{process.pk}")
    published = make_contribution(title="On Mr Heron")
    actions.spread_news()
    actions.redact(published, [Mark("title", 3, 8, "third-person")], by=cast.dora)

    (letter,) = waiting(cast)
    assert "Heron" not in letter
    assert Letter.objects.filter(person=cast.otto).count() == 1


def test_digest_that_waits_to_go_is_written_anew(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], process: Process
) -> None:
    follows(f"process:{process.pk}", pace=Pace.DAILY)
    published, _other = make_contribution(title="On Mr Heron"), make_contribution(title="On cables")
    actions.spread_news()
    tomorrow = timezone.now() + 25 * HOUR
    assert actions.write_digests(at=tomorrow) == 1
    actions.redact(published, [Mark("title", 3, 8, "third-person")], by=cast.dora)
    assert waiting(cast) == []

    assert actions.write_digests(at=tomorrow) == 1
    (letter,) = waiting(cast)
    assert "Heron" not in letter
    assert "On cables" in letter
    assert actions.write_digests(at=tomorrow) == 0


def test_version_in_a_round_that_is_not_open_is_told_when_everybody_may_read_it(
    cast: SimpleNamespace, follows: Callable[..., None], desk: Any, make_round: Callable[..., Round]
) -> None:
    hidden = make_round(number=7, public_at=None)
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()
    News.objects.update(spread_at=timezone.now())
    follows(f"text:{desk.opinion.text_id}")
    desk.issue(round_=hidden)
    assert told(cast) == []

    mailing = News.objects.held().get()
    with pytest.raises(NotPossible, match="not public"):
        actions.release_mailing(mailing, by=cast.dora)
    # Whoever let it go by another door tells nobody.
    News.objects.filter(pk=mailing.pk).update(hold=False)
    assert told(cast) == []

    News.objects.filter(pk=mailing.pk).update(hold=True, dropped_at=None)
    actions.open_round(hidden, by=cast.dora)
    assert len(told(cast)) == 1
    actions.open_round(hidden, by=cast.dora)
    assert len(told(cast)) == 1


def test_where_the_process_reads_all_letters_first_opening_the_round_lets_none_go(
    cast: SimpleNamespace, follows: Callable[..., None], desk: Any, make_round: Callable[..., Round], process: Process
) -> None:
    hidden = make_round(number=7, public_at=None)
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()
    follows(f"text:{desk.opinion.text_id}")
    desk.issue(round_=hidden)
    Process.objects.filter(pk=process.pk).update(holds_letters=True)
    actions.open_round(Round.objects.get(pk=hidden.pk), by=cast.dora)
    assert News.objects.held().count() == 1


def test_whoever_follows_before_a_round_is_open_hears_what_was_prepared_in_it(
    cast: SimpleNamespace, follows: Callable[..., None], desk: Any, make_round: Callable[..., Round]
) -> None:
    hidden = make_round(number=7, public_at=None)
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()
    News.objects.update(spread_at=timezone.now())
    desk.issue(round_=hidden)
    follow(f"text:{desk.opinion.text_id}", by=cast.otto)
    actions.open_round(hidden, by=cast.dora)
    assert len(told(cast)) == 1


def test_news_that_cannot_be_worded_keeps_nothing_waiting_and_is_seen(
    cast: SimpleNamespace, make_contribution: Make, follows: Callable[..., None], process: Process
) -> None:
    follows(f"process:{process.pk}")
    News.objects.create(key="odd", kind="odd", subject="x", topics=[f"process:{process.pk}"], at=LONG_AGO)
    make_contribution()
    for _again in range(2):
        with pytest.raises(NotAllTold):
            actions.spread_news()
    assert Letter.objects.filter(person=cast.otto).count() == 1
    assert News.objects.to_spread().get().key == "odd"
