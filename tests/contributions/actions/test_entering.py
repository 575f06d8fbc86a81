"""What came on paper, by e-mail or spoken to replace something published, to add to it or to correct it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.enums import Beside
from contributions import actions
from contributions.content import Content
from contributions.enums import Channel, Consent, Modifier, State
from contributions.models import Contribution
from contributions.queries.redactions import everywhere
from notifications.models import Letter
from tests.contributions.actions.test_transcribing import arrival, last_letter, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(make_contribution):
    return make_contribution(State.PUBLISHED)


@pytest.fixture
def enter(cast, published):
    """Omar begins to write down what came beside what is published."""

    def make(stands: Beside = Beside.REPLACES, *, original: Contribution | None = None, **given: Any) -> Contribution:
        who = {"source": given.pop("source", None), "by": given.pop("by", cast.omar)}
        return actions.enter_beside(original or published, stands, arrival(**given), **who)

    return make


@pytest.fixture
def store(cast):
    """Omar writes it down, and stores it."""

    def make(contribution: Contribution, **words: Any) -> Contribution:
        words = {"title": "On cables", "language": "en", "statement": "Cables, once more."} | words
        actions.save(contribution, contribution.content | words, by=cast.omar)
        actions.submit(contribution, by=cast.omar)
        return contribution

    return make


@pytest.mark.parametrize(
    ("stands", "symbol", "said"),
    [
        (Beside.REPLACES, "WGX/1/1/Rev.1", "This replaces WGX/1/1."),
        (Beside.ADDS, "WGX/1/1/Add.1", "This adds to WGX/1/1, which stays as it is."),
        (Beside.CORRECTS, "WGX/1/1/Corr.1", "This corrects WGX/1/1. What it does not name stays as it is."),
    ],
)
def test_it_is_confirmed_by_its_source_and_keeps_the_number(enter, store, cast, *, stands, symbol, said):
    made = store(enter(stands))
    with pytest.raises(NotPossible, match="nobody counts before confirming"):
        actions.publish(made, by=cast.omar)
    assert said in last_letter().text

    actions.confirm_transcript(token_in(last_letter()))
    actions.confirm_source(made.sources.get(), by=cast.omar)

    assert actions.publish(made, by=cast.omar).text == symbol
    assert (made.channel, made.round.last_number) == (Channel.PAPER, 1)


def test_a_revision_begins_with_the_words_that_are_published(enter, published):
    begun = Content.from_json(enter().content)

    assert (begun.statement, begun.sources) == (
        "Cables matter.\n\nVery much.",
        Content.from_json(published.submission.content).sources,
    )


def test_what_was_removed_does_not_come_along(enter, published, cast):
    content = Content.from_json(published.submission.content)
    actions.redact(published, everywhere("Very much", content, "safety"), by=cast.dora)

    assert "Very much" not in str(enter().content)


def test_it_comes_whenever_it_comes_and_in_no_lane_of_the_next_round(enter, store, published):
    published.period.closes_at = published.period.opens_at + timedelta(days=1)
    published.period.save()

    assert store(enter(Beside.ADDS)).lane != "next_round"


@pytest.mark.parametrize("name", ["Ministry of Posts of Exampland", "mpe"])
def test_the_source_that_the_paper_names_is_one_of_the_original(enter, name):
    assert enter(source={"name": name}).modifies_id is None


def test_nobody_adds_to_what_another_says(enter, store, make_source, cast, published):
    make_source("Union of Fishers", group="civil-society")
    for name in ("Union of Fishers", "Never heard of"):
        with pytest.raises(Incomplete) as refused:
            enter(source={"name": name})
        assert "is no source of WGX/1/1" in refused.value.fields["name"]

    made = enter(Beside.ADDS)
    with pytest.raises(Incomplete, match="Name a source of WGX/1/1"):
        store(made, sources=[{"name": "Union of Fishers", "group": "civil-society"}])


@pytest.mark.parametrize("who", ["chris", "olga", "ana", "otto"])
def test_only_the_secretariat_enters(enter, cast, who):
    with pytest.raises(NotAllowed):
        enter(by=getattr(cast, who))


def test_what_is_missing_is_named(enter):
    with pytest.raises(Incomplete) as refused:
        enter(email="", channel=Channel.WEB, received_at=timezone.now() + timedelta(days=1))

    assert set(refused.value.fields) == {"email", "channel", "received_at"}
    assert Contribution.objects.count() == 1


def test_one_revision_is_written_at_a_time_and_two_additions_may_come_at_once(enter, published, cast):
    enter()
    with pytest.raises(NotPossible, match="There is a revision of this contribution already"):
        enter()
    with pytest.raises(NotPossible, match="that somebody else has begun is under way"):
        actions.revise(published, by=cast.ana)

    assert enter(Beside.ADDS) != enter(Beside.ADDS)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_a_revision_at_once_the_second_is_told(enter):
    def begin(_number: int) -> Contribution | NotPossible:
        try:
            return enter()
        except NotPossible as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(begin, range(2)))

    assert sorted(type(each).__name__ for each in found) == ["Contribution", "NotPossible"]


def test_what_was_replaced_already_is_said_with_what_replaced_it(enter, store, cast, published):
    revision, _token = actions.revise(published, by=cast.ana)
    with pytest.raises(NotPossible, match="that somebody else has begun is under way"):
        enter()
    actions.submit(revision, by=cast.ana)
    actions.publish(revision, by=cast.dora)

    with pytest.raises(NotPossible, match=r"WGX/1/1/Rev\.1 has replaced it"):
        enter()
    revision.refresh_from_db()
    assert enter(original=revision).revises == revision


def test_what_is_not_published_has_nothing_beside_it(enter, make_contribution, published, cast):
    actions.withdraw(published, by=cast.ana)
    for original in (published, make_contribution(State.SUBMITTED)):
        for stands in (Beside.REPLACES, Beside.ADDS):
            with pytest.raises(NotPossible, match="Only a published contribution"):
                enter(stands, original=original)


def test_an_individual_and_a_joint_original_keep_their_sources(enter, store, make_contribution, make_source, cast):
    alone = make_contribution(by=cast.ines, speaking="myself")
    union = make_source("Union of Fishers", group="civil-society")
    ministry = cast.ana.mandates.get().source
    joint = make_contribution(speaking="jointly", sources=[{"id": ministry.pk}, {"id": union.pk}])

    for original in (alone, joint):
        made = store(enter(Beside.ADDS, original=original))
        assert set(made.sources.values_list("source")) == set(original.sources.values_list("source"))


def test_those_who_speak_for_the_original_are_told_once(enter, store, cast):
    made = store(enter(Beside.ADDS))
    store(made, statement="Other words.")

    letters = Letter.objects.filter(family="contributions/entered_beside")
    assert sorted(letters.values_list("address", flat=True)) == ["ana@example.org", "ben@example.org"]
    assert all("This adds to WGX/1/1" in each.text and f"/contributions/{made.pk}/" in each.text for each in letters)


def test_what_its_source_keeps_back_now_is_kept_back_beside_it(enter, published, cast):
    actions.change_consent(published, Consent.GROUP, by=cast.ana)

    on_pages, _token = actions.modify(published, Modifier.CORRECTS, by=cast.ana)
    for made in (enter(), enter(Beside.ADDS), on_pages):
        assert Content.from_json(made.content).consent == "group"
