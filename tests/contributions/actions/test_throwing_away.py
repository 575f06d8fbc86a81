"""What was only prepared can be thrown away; what was public, or somebody else's, stays; the record outlives it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from common.refusals import Gone, NotAllowed, NotPossible, Overtaken
from consultations import actions as consultations
from consultations.enums import DocumentKind, Purpose, Role
from consultations.models import CommentPeriod, Document, DocumentFile, GuidingQuestion, Process, ProcessRole, Round
from contributions import actions
from contributions.models import Contribution, DeskFilter
from contributions.queries.hanging import what_goes
from exports.actions import ask
from exports.enums import Format, What
from record.models import Entry
from record.queries import about, verify
from stakeholders.models import Person, Source, StakeholderGroup

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def throw(thing: Any, *, by: Person | None) -> None:
    """As somebody does who has just looked at it."""
    actions.throw_away(thing, seen=what_goes(thing).seen, by=by)


def paper(round_: Round, title: str = "Draft agenda", **given: Any) -> Document:
    document = consultations.prepare_document(round_, kind=DocumentKind.AGENDA, title={"en": title}, by=None, **given)
    consultations.add_file(document, consultations.NewFile("a.txt", "text/plain", "en", title.encode()), by=None)
    return document


@pytest.fixture
def full(cast: SimpleNamespace, make_round: Make, make_period: Make, make_question: Make) -> Round:
    """A round that nobody outside has seen, with one of everything, and two papers of which one modifies the other."""
    round_: Round = make_round(2, public_at=None)
    period = make_period(round=round_, public_at=None)
    period.audience.set(round_.process.groups.all()[:2])
    make_question(1, period=period)
    make_question(2, period=period)
    paper(round_, "A change to the agenda", modifies=paper(round_))
    consultations.set_receiving(round_, in_time_hours=1080, delayed_hours=288, by=None)
    return round_


def test_round_goes_with_all_that_is_part_of_it_and_stays_on_record(full: Round, cast: SimpleNamespace) -> None:
    period, papers = full.periods.get(), list(full.documents.all())
    asked = list(period.questions.all())

    throw(full, by=cast.dora)

    for model in (Document, DocumentFile, GuidingQuestion):
        assert not model.objects.exists()
    assert not Round.objects.filter(number=2).exists()
    assert not CommentPeriod.objects.filter(pk=period.pk).exists()
    gone: list[Model] = [full, period, *papers, *asked]
    ends = [about((each._meta.label_lower, str(each.pk))).last() for each in gone]
    assert [end.verb.partition(".") for end in ends if end] == [
        (word, ".", "discard") for word in ("round", "period", "document", "document", "question", "question")
    ]
    last = Entry.objects.last()
    assert last is not None
    assert (last.actor, last.facts) == (f"person:{cast.dora.pk}", {"number": 2, "process": full.process_id})
    assert verify().broken == ""


def test_number_of_a_round_that_nobody_saw_can_be_given_again(full: Round, cast: SimpleNamespace) -> None:
    throw(full, by=cast.dora)
    again = consultations.create_round(full.process, number=2, title="Second meeting", by=cast.dora)
    assert (again.pk != full.pk, again.last_number) == (True, 0)


def test_copy_that_was_made_by_mistake_goes_and_its_model_stays(
    round_: Round, period: CommentPeriod, make_question: Make, cast: SimpleNamespace
) -> None:
    make_question(1)
    copy = consultations.copy_round(round_, number=2, title="Next", shift=timedelta(days=100), by=cast.dora)
    throw(copy, by=cast.dora)
    assert [each.number for each in Round.objects.all()] == [1]
    assert (round_.periods.count(), period.questions.count()) == (1, 1)


def test_period_and_document_go_alone(full: Round, cast: SimpleNamespace) -> None:
    throw(full.periods.get(), by=cast.dora)
    change = full.documents.get(modifies__isnull=False)
    throw(change, by=cast.dora)
    assert Round.objects.filter(pk=full.pk).exists()
    assert full.documents.count() == 1
    assert not full.periods.exists()


def test_process_goes_with_its_rounds_and_settings(cast: SimpleNamespace, groups: Any) -> None:
    cast.otto.is_superuser = True
    cast.otto.save()
    process = consultations.create_process(slug="new", code="NEW", name="New", groups=groups.values(), by=cast.otto)
    round_ = consultations.create_round(process, number=1, title="First", by=cast.otto)
    paper(round_)
    consultations.set_service_times(process, take_up=24, answer=None, publish=None, by=cast.otto)

    group = consultations.add_group(process, name="Keepers of a secret", by=cast.otto)

    throw(process, by=cast.otto)

    assert not Process.objects.filter(slug="new").exists()
    # In no process it would be shown to everybody.
    assert not StakeholderGroup.objects.filter(pk=group.pk).exists()
    assert StakeholderGroup.objects.filter(pk__in=[each.pk for each in groups.values()]).count() == len(groups)
    assert not ProcessRole.objects.filter(person=cast.otto).exists()
    entry = about(("consultations.process", str(process.pk))).last()
    assert entry is not None
    assert (entry.verb, entry.facts["slug"]) == ("process.discard", "new")


def test_process_whose_own_group_has_sources_stays(cast: SimpleNamespace, ministry: Source) -> None:
    cast.otto.is_superuser = True
    cast.otto.save()
    process = consultations.create_process(slug="new", code="NEW", name="New", by=cast.otto)
    group = consultations.add_group(process, name="Fishers", by=cast.otto)
    Source.objects.filter(pk=ministry.pk).update(group=group)
    with pytest.raises(NotPossible, match="stakeholder group"):
        throw(process, by=cast.otto)


def test_process_for_which_others_work_stays(make_process: Make, cast: SimpleNamespace) -> None:
    process = make_process("new", public_at=None)
    for person in (cast.dora, cast.omar):
        ProcessRole.objects.create(process=process, person=person, role=Role.HEAD)
    with pytest.raises(NotPossible, match="Others work for it"):
        throw(process, by=None)


@pytest.mark.parametrize("what", ["process", "round", "period", "document"])
def test_what_was_public_once_stays(what: str, full: Round, cast: SimpleNamespace) -> None:
    things: dict[str, Any] = {
        "process": full.process,
        "round": full,
        "period": full.periods.get(),
        "document": full.documents.first(),
    }
    type(things[what]).objects.filter(pk=things[what].pk).update(public_at=timezone.now())
    # What holds it stays with it.
    for thing in {what, "process", *(["round"] if what != "process" else [])}:
        with pytest.raises(NotPossible):
            throw(things[thing], by=cast.dora)
    assert Round.objects.filter(pk=full.pk).exists()


def _numbered(full: Round, cast: SimpleNamespace) -> None:
    consultations.reserve_symbol(full)


def _draft(full: Round, cast: SimpleNamespace) -> None:
    # A period cannot be begun in before it is public, but whatever is there keeps it.
    Contribution.objects.create(period=full.periods.get(), round=full)


def _filter(full: Round, cast: SimpleNamespace) -> None:
    DeskFilter.objects.create(person=cast.omar, name="Mine", wanted={"period": str(full.periods.get().pk)})


def _export(full: Round, cast: SimpleNamespace) -> None:
    ask(full, what=What.ARCHIVE, format=Format.ZIP, by=cast.dora, is_sealed=True)


@pytest.mark.parametrize("hang", [_numbered, _draft, _filter, _export])
def test_what_is_somebody_elses_keeps_it(hang: Callable[..., None], full: Round, cast: SimpleNamespace) -> None:
    hang(full, cast)
    with pytest.raises(NotPossible, match="that is kept"):
        throw(full, by=cast.dora)
    assert full.documents.count() == 2


def test_document_that_another_modifies_stays(full: Round, cast: SimpleNamespace) -> None:
    base = full.documents.get(modifies=None)
    with pytest.raises(NotPossible):
        throw(base, by=cast.dora)


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "otto", "ana"])
def test_only_the_head_throws_away_what_only_the_head_sets_up(who: str, full: Round, cast: SimpleNamespace) -> None:
    for thing in (full, full.periods.get(), full.process):
        with pytest.raises(NotAllowed):
            throw(thing, by=getattr(cast, who))


def test_what_was_added_since_is_looked_at_first(full: Round, cast: SimpleNamespace) -> None:
    seen = what_goes(full).seen
    consultations.add_question(full.periods.get(), text="And who pays?", by=cast.dora)
    with pytest.raises(Overtaken):
        actions.throw_away(full, seen=seen, by=cast.dora)
    assert GuidingQuestion.objects.count() == 3


def test_second_of_two_is_told_that_it_is_gone(full: Round, cast: SimpleNamespace) -> None:
    period, document = full.periods.get(), full.documents.first()
    assert document is not None
    seen = what_goes(full).seen
    throw(full, by=cast.dora)

    given: dict[str, Any] = {"opens_at": timezone.now(), "closes_at": timezone.now() + timedelta(days=9)}
    late: list[Callable[[], object]] = [
        lambda: actions.throw_away(full, seen=seen, by=cast.dora),
        lambda: consultations.open_round(full, by=cast.dora),
        lambda: consultations.change_round(full, {"place": "Bonn"}, seen=0, by=cast.dora),
        lambda: consultations.create_period(full, purpose=Purpose.ANSWERS, title="Late", by=cast.dora, **given),
        lambda: consultations.open_period(period, by=cast.dora),
        lambda: consultations.change_period(period, title="Late", by=cast.dora),
        lambda: consultations.add_question(period, text="Late?", by=cast.dora),
        lambda: consultations.publish_document(document, by=cast.dora),
        lambda: consultations.set_receiving(full, in_time_hours=None, by=cast.dora),
        lambda: paper(full),
    ]
    for act in late:
        with pytest.raises(Gone):
            act()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_added_to_what_is_being_thrown_away(full: Round, cast: SimpleNamespace) -> None:
    """One throws the round away while four add comment periods: all that is there in the end hangs together."""
    seen, told = what_goes(full).seen, []

    def act(do: Callable[[], object]) -> None:
        try:
            do()
        except (Gone, Overtaken) as refusal:
            told.append(type(refusal))
        finally:
            connection.close()

    given: dict[str, Any] = {
        "opens_at": timezone.now(),
        "closes_at": timezone.now() + timedelta(days=9),
        "title": "Late",
    }
    add = lambda: consultations.create_period(full, purpose=Purpose.ANSWERS, by=None, **given)  # noqa: E731
    acts = [add, add, lambda: actions.throw_away(full, seen=seen, by=None), add, add]
    threads = [threading.Thread(target=act, args=(each,)) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    is_gone = not Round.objects.filter(pk=full.pk).exists()
    assert (Overtaken in told) is not is_gone
    assert CommentPeriod.objects.filter(round=full.pk).exists() is not is_gone
    assert told == ([Gone] * 4 if is_gone else [Overtaken])
