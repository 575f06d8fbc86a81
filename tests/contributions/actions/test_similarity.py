"""What is found to be like what: after it was sent, whatever comes first, and never a source's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions import actions
from contributions.content import Content
from contributions.models import Contribution, Fingerprint, Likeness
from stakeholders.models import Mandate, Person

LETTER = """We write as people who live beside a cable station. Most faults come from anchors near the coast, and
repairs wait for permits for weeks. Please see to it that each station keeps spare parts, that permits are given in two
days, and that the villages are asked before a new cable comes ashore. This is what we have asked for since the last
storm, and nobody has answered us so far."""


@pytest.fixture
def send(make_draft, make_source):
    """Send a letter for a source of its own and by a person of its own; not compared yet."""
    number = iter(range(1, 1000))

    def make(statement: str, *, by: Person | None = None, source=None, **content) -> Contribution:
        at = next(number)
        by = by or Person.objects.create_user(f"sender-{at}@example.org", name=f"Sender {at}")
        source = source or make_source(f"Village {at}")
        Mandate.objects.get_or_create(person=by, source=source, defaults={"confirmed_at": "2026-01-01T00:00Z"})
        draft = make_draft(by=by, sources=[{"id": source.pk}], statement=statement, **content)
        period = draft.period
        actions.submit(draft, by=by, at=period.opens_at + (period.closes_at - period.opens_at) / 2)
        draft.refresh_from_db()
        return draft

    return make


def likenesses() -> set[tuple[int, int]]:
    return set(Likeness.objects.values_list("earlier", "later"))


def test_submission_is_compared_by_the_sweeper_if_the_worker_was_lost(send):
    one, other, stranger = send(LETTER), send(f"{LETTER} Thank you."), send("Quite another matter. " * 30)

    assert actions.compare_waiting() == 3
    assert actions.compare_waiting() == 0
    assert likenesses() == {(one.pk, other.pk)}
    assert Likeness.objects.get().percent > 80
    assert stranger.likenesses_before.count() == 0


def test_order_in_which_workers_look_makes_no_difference(send):
    one, other = send(LETTER), send(LETTER)

    for each in (other, one, other):
        actions.compare(each.submission_id)

    assert likenesses() == {(one.pk, other.pk)}
    assert Likeness.objects.get().percent == 100


def test_comparing_twice_changes_nothing(send):
    one, _other = send(LETTER), send(LETTER)
    actions.compare_waiting()
    before = list(Likeness.objects.values())

    assert actions.compare(one.submission_id) is False
    assert list(Likeness.objects.values()) == before


def test_what_is_not_there_is_no_fault(db):
    assert actions.compare(4711) is False


def test_sending_again_is_no_copy_and_takes_old_likenesses_back(send, cast):
    one, other = send(LETTER), send(LETTER)
    actions.compare_waiting()
    actions.save(
        other,
        Content.from_json(other.content | {"statement": "We have thought again. " * 20}).to_json(),
        by=other.author,
        speaking=other.speaking,
    )
    actions.submit(other, by=other.author)
    actions.compare_waiting()

    assert likenesses() == set()
    assert Fingerprint.objects.filter(submission__contribution=other).count() == 2
    assert one.pk != other.pk


def test_revision_is_not_like_what_it_revises(send, cast):
    one = send(LETTER)
    actions.publish(one, by=cast.dora)
    revision, _token = actions.revise(one, by=one.author)
    actions.submit(revision, by=one.author)
    copy = send(LETTER)
    actions.compare_waiting()

    assert likenesses() == {(one.pk, copy.pk), (revision.pk, copy.pk)}


def test_what_one_person_sends_twice_for_one_source_is_their_own(send, cast, ministry):
    send(LETTER, by=cast.ana, source=ministry)
    send(LETTER, by=cast.ana, source=ministry)
    actions.compare_waiting()

    assert likenesses() == set()


def test_what_one_person_sends_for_two_sources_is_reported(send, cast, ministry):
    one, other = send(LETTER, by=cast.ana, source=ministry), send(LETTER, by=cast.ana)
    actions.compare_waiting()

    assert likenesses() == {(one.pk, other.pk)}


def test_drafts_and_other_processes_are_left_out(send, make_draft, make_process, make_round, make_period):
    elsewhere = make_period(round=make_round(1, process=make_process("other")))
    send(LETTER, period=elsewhere)
    make_draft(statement=LETTER)
    here = send(LETTER)
    actions.compare_waiting()

    assert likenesses() == set()
    assert here.likenesses_before.count() == 0


def test_boilerplate_does_not_explode(send, monkeypatch):
    monkeypatch.setattr("contributions.actions.similarity.MOST_ALIKE", 3)
    sent = [send("We support the draft as it stands and thank everybody for it.") for _ in range(8)]
    actions.compare_waiting()

    assert Likeness.objects.count() <= 3 * len(sent)
    assert all(each.likenesses_before.exists() or each.likenesses_after.exists() for each in sent)


def test_comparing_asks_the_same_of_the_database_for_few_and_for_many(send):
    def asked() -> int:
        own = send(LETTER)
        with CaptureQueriesContext(connection) as queries:
            actions.compare(own.submission_id)
        return len(queries)

    send(LETTER)
    actions.compare_waiting()
    few = asked()
    for _ in range(5):
        send(LETTER)
    actions.compare_waiting()

    assert asked() == few


def test_words_are_counted_as_it_is_sent(send):
    assert send("海底电缆 and two more words", title="Not counted").words == 8
