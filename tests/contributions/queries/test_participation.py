"""Who was heard in a round, counted by the database; and what is published of it when it has closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contributions import actions
from contributions.enums import Lane, Speaking, State
from contributions.figures.participation import Heard
from contributions.models import Contribution, PublicFigures
from contributions.queries.account import account_of, day_of
from contributions.queries.closing import closing_of
from contributions.queries.participation import counted_anew, heard_in, shared_authors, sources_heard, words_of
from record.models import Entry
from stakeholders.models import Mandate, Person

TEN = "one two three four five six seven eight nine ten"


@pytest.fixture
def send(make_contribution, make_source, cast):
    """A contribution of ten words from a source of its own."""
    number = iter(range(1, 500))

    def make(state=State.SUBMITTED, *, group="governments", country="", source=None, by=None, **given):
        source = source or make_source(f"Source {next(number)}", group=group, country=country)
        if by is not None:
            Mandate.objects.get_or_create(person=by, source=source, defaults={"confirmed_at": timezone.now()})
        return make_contribution(state, sources=[{"id": source.pk}], by=by, **({"statement": TEN} | given))

    return make


@pytest.fixture
def person():
    return lambda name: Person.objects.create_user(f"{name}@people.example", name=name)


def test_what_stands_is_counted_by_everything_at_once(round_, send):
    send(State.PUBLISHED, country="KE")
    send(State.SUBMITTED, country="NP", group="academia", language="fr")
    send(State.RETURNED, country="CH", group="academia")
    send(State.DECLINED, country="BR")
    send(State.WITHDRAWN, country="BR")
    send(State.DRAFT, country="BR")

    heard = counted_anew(round_)

    assert heard.whole == Heard(3, 3, 3, 30)
    assert heard.groups["governments"] == Heard(1, 1, 1, 10)
    assert heard.groups["academia"] == Heard(2, 2, 2, 20)
    assert heard.groups["private-sector"] == Heard()
    assert {key: row.contributions for key, row in heard.un_groups.items() if row.contributions} == {
        "african": 1, "asia-pacific": 1, "western-european-other": 1,
    }  # fmt: skip
    assert len(heard.un_groups) == 5
    assert {key: row.contributions for key, row in heard.development.items()} == {"developed": 1, "developing": 2}
    assert {key: row.contributions for key, row in heard.statuses.items()} == {"ldc": 1, "lldc": 1, "sids": 0}
    assert {key: row.words for key, row in heard.languages.items()} == {"en": 20, "fr": 10}


def test_joint_contribution_counts_once_in_each_of_its_groups(round_, make_contribution, make_source):
    sources = [
        make_source("A", country="KE"), make_source("B", country="UG"), make_source("C", group="academia", country="KE")
    ]  # fmt: skip
    make_contribution(
        State.SUBMITTED, speaking=Speaking.JOINTLY, sources=[{"id": each.pk} for each in sources], statement=TEN
    )

    heard = counted_anew(round_)

    assert heard.whole == Heard(1, 3, 3, 10)
    assert heard.groups["governments"] == Heard(1, 2, 2, 10)
    assert heard.groups["academia"] == Heard(1, 1, 1, 10)
    assert heard.un_groups["african"] == Heard(1, 3, 3, 10)


def test_source_that_refused_to_be_named_was_not_heard(round_, make_contribution, make_source, cast):
    union = make_source("Cable Users Union", group="civil-society", country="KE")
    Mandate.objects.create(person=cast.otto, source=union, confirmed_at=timezone.now())
    named = [{"id": make_source("A", country="CH").pk}, {"id": union.pk}]
    joint = make_contribution(State.SUBMITTED, speaking=Speaking.JOINTLY, sources=named, statement=TEN)

    actions.refuse_joining(joint.sources.get(source=union), by=cast.otto)

    heard = counted_anew(round_)
    assert (heard.whole, heard.groups["civil-society"], heard.un_groups["african"]) == (
        Heard(1, 1, 1, 10), Heard(), Heard(),
    )  # fmt: skip
    assert [each.name for each in sources_heard(round_)] == ["A"]


def test_source_that_spoke_in_an_earlier_round_is_not_there_for_the_first_time(
    round_, send, make_round, make_period, make_source
):
    old = make_source("Old friend")
    later = make_round(2)
    send(source=old)
    send(source=old, period=make_period(round=later))
    send(period=make_period(round=later))

    assert counted_anew(later).whole == Heard(2, 2, 1, 20)
    assert counted_anew(round_).whole == Heard(1, 1, 1, 10)


def test_revision_stands_for_what_it_revises_once_it_is_published(round_, send, cast, ministry):
    first = send(State.PUBLISHED, source=ministry)
    revision, _token = actions.revise(first, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    assert counted_anew(round_).whole == Heard(1, 1, 1, 10)
    actions.publish(revision, by=cast.dora)
    assert counted_anew(round_).whole == Heard(1, 1, 1, 10)


def test_what_is_held_for_the_next_round_does_not_count_here(round_, send):
    late = send()
    Contribution.objects.filter(pk=late.pk).update(lane=Lane.NEXT_ROUND)

    assert counted_anew(round_).whole == Heard()


def test_figures_are_kept_for_a_minute(round_, send, django_assert_num_queries, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    send()
    before = heard_in(round_)
    send()
    with django_assert_num_queries(0):
        assert heard_in(round_) == before
    time_machine.shift(61)
    with django_assert_num_queries(2):
        assert heard_in(round_).figures.whole.contributions == 2


def test_author_of_two_sources_is_seen_with_their_share_of_the_words(round_, send, person, make_source):
    busy, quiet = person("Busy Bee"), person("Quiet Quail")
    send(by=busy, source=make_source("Zoo"), statement=f"{TEN} {TEN} {TEN}")
    send(by=busy, source=make_source("Aquarium"), statement=f"{TEN} {TEN} {TEN}")
    send(by=quiet)
    send(
        by=quiet,
        source=Contribution.objects.filter(author=quiet).get().sources.get().source,
        statement=f"{TEN} {TEN} {TEN}",
    )

    (found,) = shared_authors(round_, words=100)

    assert (found.name, found.contributions, found.words, found.share) == ("Busy Bee", 2, 60, 0.6)
    assert [each.name for each in found.sources] == ["Aquarium", "Zoo"]


def test_one_joint_contribution_does_not_make_an_author_of_several(round_, make_contribution, make_source):
    sources = [{"id": make_source(name).pk} for name in ("A", "B")]
    make_contribution(State.SUBMITTED, speaking=Speaking.JOINTLY, sources=sources)

    assert shared_authors(round_, words=10) == []


def test_words_of_each_source_in_alphabetical_order(round_, send, person, make_source):
    busy = person("Busy Bee")
    send(by=busy, source=make_source("Zoo"))
    send(by=busy, source=make_source("Aquarium"), statement=f"{TEN} {TEN}")
    send(by=person("Quiet Quail"), source=make_source("Museum"))

    found = words_of(sources_heard(round_), round_, words=40)

    assert [(each.source.name, each.words, each.share, each.is_shared) for each in found] == [
        ("Aquarium", 20, 0.5, True), ("Museum", 10, 0.25, False), ("Zoo", 10, 0.25, True),
    ]  # fmt: skip


def test_round_has_closed_when_its_last_period_has_and_the_grace_is_over(round_, make_period):
    now = timezone.now()
    assert closing_of(round_, at=now) is None
    first = make_period("closed")
    assert closing_of(round_, at=now) == first.closes_at
    second = make_period("upcoming")
    assert closing_of(round_, at=now) is None
    assert closing_of(round_, at=second.closes_at + timedelta(days=1)) == second.closes_at
    assert closing_of(round_, at=second.closes_at) is None
    type(second).objects.filter(pk=second.pk).update(cancelled_at=now - timedelta(days=1))
    assert closing_of(round_, at=now) == first.closes_at
    make_period("upcoming", public_at=None)
    assert closing_of(round_, at=now) == first.closes_at


def test_figures_are_published_once_at_closing_and_never_change(round_, period, send):
    for _ in range(6):
        send()
    after = period.closes_at + timedelta(hours=1)
    assert actions.publish_figures(at=timezone.now()) == 0
    assert actions.figures_at(round_, at=timezone.now()) is None

    assert actions.publish_figures(at=after) == 1
    assert actions.publish_figures(at=after) == 0
    stored = PublicFigures.objects.get()
    assert stored.figures["whole"]["contributions"] == 6
    send()
    assert actions.figures_at(round_, at=after) == stored
    assert Entry.objects.filter(verb="round.publish_figures").values_list("digest", flat=True).get() == stored.digest


def test_reader_who_comes_before_the_worker_has_them_made(round_, period, send):
    after = period.closes_at + timedelta(hours=1)

    assert actions.figures_at(round_, at=after) == PublicFigures.objects.get()


def test_round_that_closes_again_has_figures_of_that_closing(round_, period, send):
    after = period.closes_at + timedelta(hours=1)
    actions.figures_at(round_, at=after)
    type(period).objects.filter(pk=period.pk).update(closes_at=after + timedelta(days=3))

    assert actions.figures_at(round_, at=after) is None
    actions.figures_at(round_, at=after + timedelta(days=4))
    assert PublicFigures.objects.count() == 2


def test_account_is_as_of_the_instant_that_is_asked_for(round_, send, cast):
    now = timezone.now() + timedelta(days=1)
    published, returned, declined, waiting, withdrawn = (
        send(state) for state in (State.PUBLISHED, State.RETURNED, State.DECLINED, State.SUBMITTED, State.WITHDRAWN)
    )
    hour = timedelta(hours=1)
    rows = Contribution.objects
    rows.filter(pk=published.pk).update(published_at=now - 2 * hour)
    rows.filter(pk=returned.pk).update(returned_at=now - 2 * hour)
    rows.filter(pk=declined.pk).update(closed_at=now - 2 * hour)
    rows.filter(pk=withdrawn.pk).update(closed_at=now - 2 * hour)

    whole = account_of(round_, at=now).whole
    assert (whole.received, whole.published, whole.with_author, whole.declined, whole.withdrawn, whole.returned) == (
        5, 1, 1, 1, 1, 1,
    )  # fmt: skip
    before = account_of(round_, at=now - 3 * hour).whole
    assert (before.received, before.with_secretariat) == (5, 5)
    assert account_of(round_, at=waiting.period.opens_at).whole.received == 0


def test_account_tells_the_median_time_to_publish_and_goes_by_group(round_, send):
    now = timezone.now() + timedelta(days=1)
    for hours, group in ((1, "academia"), (3, "academia"), (9, "governments")):
        one = send(State.PUBLISHED, group=group)
        first = one.submissions.get()
        Contribution.objects.filter(pk=one.pk).update(published_at=first.submitted_at + timedelta(hours=hours))

    found = account_of(round_, at=now)

    assert found.hours == {"whole": 3.0, "academia": 2.0, "governments": 9.0}
    assert found.groups["academia"].published == 2
    assert found.groups["private-sector"].received == 0


def test_days_begin_at_midnight_utc():
    assert day_of(datetime.fromisoformat("2027-01-15T00:30:00+02:00")) == datetime(2027, 1, 14, tzinfo=UTC)
