"""Exports: asked for once, made by one worker, given out to those who may have them, removed in time."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from common.refusals import NotAllowed, NotPossible
from contributions import actions as contributing
from contributions.enums import Channel
from exports import actions
from exports.actions import making
from exports.enums import Order, Stage, What
from exports.lifecycle import ATTEMPTS, FRESH, KEPT, SILENCE
from exports.models import FOLDER, Export
from record.models import Entry

pytestmark = pytest.mark.django_db


def ask(round_, **given) -> Export:
    return actions.ask(round_, **({"what": What.INDEX, "format": "xlsx", "by": None} | given))


def fresh(export: Export) -> Export:
    return Export.objects.get(pk=export.pk)


@pytest.fixture
def ready(six, round_) -> Export:
    export = ask(round_)
    assert actions.make(export.pk)
    return fresh(export)


def test_many_who_ask_get_one_file(round_) -> None:
    assert ask(round_) == ask(round_)
    assert ask(round_, order=Order.SOURCE) != ask(round_)
    with translation.override("ar"):
        assert ask(round_).language == "ar"
    assert Export.objects.count() == 3


def test_ready_file_serves_whoever_asks_again_for_a_while(ready, round_, make_contribution) -> None:
    assert ask(round_) == ready

    make_contribution()
    assert ask(round_) == ready

    Export.objects.update(begun_at=timezone.now() - FRESH)
    assert ask(round_) != ready


def test_file_that_may_hold_something_withdrawn_serves_nobody(ready, round_, six, cast) -> None:
    contributing.withdraw(six["en"], by=cast.dora)

    with pytest.raises(NotPossible, match="withdrawn"):
        actions.give(ready, to=None)
    assert ask(round_) != ready


def test_what_is_entered_from_paper_takes_no_file_back(ready, period, cast) -> None:
    arrival = contributing.Arrival(channel=Channel.PAPER, received_at=timezone.now(), email="fatma@example.org")
    union = {"name": "Union of Fishers", "group": "civil-society", "country": "KE"}
    entered = contributing.enter_elsewhere(period, arrival, source=union, by=cast.omar)
    words = {"title": "On nets", "language": "en", "statement": "Cables cut our nets."}
    contributing.save(entered, entered.content | words, by=cast.omar)
    contributing.submit(entered, by=cast.omar)
    contributing.ask_again(entered, by=cast.omar)

    actions.give(ready, to=None)


def test_act_that_nobody_has_thought_of_errs_to_the_safe_side(ready, round_) -> None:
    from django.db import transaction

    from record.actions import enter

    with transaction.atomic():
        enter("contribution.be_changed_somehow", subject=round_, by=None)

    with pytest.raises(NotPossible):
        actions.give(ready, to=None)


def test_file_is_made_in_the_language_in_which_it_was_asked_for(six, round_) -> None:
    with translation.override("fr"):
        export = ask(round_, what=What.ARCHIVE, format="zip")

    actions.make(export.pk)

    with fresh(export).file.open("rb") as file:
        assert b"index.html" in file.read()
    assert fresh(export).language == "fr"


def test_made_twice_it_is_made_once(six, round_) -> None:
    export = ask(round_)

    assert [actions.make(export.pk), actions.make(export.pk)] == [True, False]
    assert fresh(export).attempts == 1


def test_only_so_many_are_made_at_once(six, round_) -> None:
    one, other = ask(round_), ask(round_, order=Order.SOURCE)
    Export.objects.filter(pk=one.pk).update(stage=Stage.RUNNING, heard_at=timezone.now())

    assert not actions.make(other.pk)
    assert fresh(other).stage == Stage.QUEUED


def test_export_of_a_worker_that_died_is_taken_up_again(six, round_) -> None:
    export = ask(round_)
    Export.objects.update(stage=Stage.RUNNING, heard_at=timezone.now() - SILENCE, attempts=1, claim=export.pk)

    assert actions.make(export.pk)
    assert fresh(export).stage == Stage.DONE


def test_worker_taken_for_dead_gives_way_and_leaves_nothing(six, round_, monkeypatch) -> None:
    export = ask(round_)
    monkeypatch.setattr(making, "TELLING", 0)
    told = making._Teller.__call__

    def overtaken(self, done: int, total: int) -> None:
        Export.objects.update(claim=None)
        told(self, done, total)

    monkeypatch.setattr(making._Teller, "__call__", overtaken)

    assert not actions.make(export.pk)
    assert not fresh(export).file


def test_failure_is_tried_again_and_then_told(six, round_, monkeypatch) -> None:
    export = ask(round_)

    def fail(*_args, **_given) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(making.making, "make", fail)
    stages = []
    for _turn in range(ATTEMPTS):
        actions.make(export.pk)
        stages.append(fresh(export).stage)

    assert stages == [Stage.QUEUED] * (ATTEMPTS - 1) + [Stage.FAILED]
    assert "went wrong" in fresh(export).failure
    assert not [name for name in default_storage.listdir(FOLDER)[1] if name.startswith("making-")]


def test_what_cannot_be_made_says_why_at_once(six, round_, monkeypatch) -> None:
    from exports.making import files

    monkeypatch.setitem(files.MOST_ROWS, "pdf", 1)
    export = ask(round_, format="pdf")

    assert not actions.make(export.pk)
    assert "too long for one file" in fresh(export).failure


def test_sweep_starts_what_nobody_makes_and_removes_what_is_over(ready, round_, monkeypatch) -> None:
    from exports.actions import tidying

    started: list[str] = []
    monkeypatch.setattr(tidying, "hand_over", lambda pk: not started.append(pk))  # type: ignore[func-returns-value]
    waiting, name = ask(round_, order=Order.SOURCE), ready.file.name

    actions.sweep()
    assert started == [str(waiting.pk)]
    assert default_storage.exists(name)

    actions.sweep(at=timezone.now() + KEPT + timedelta(minutes=1))
    assert not Export.objects.filter(pk=ready.pk).exists()
    assert not default_storage.exists(name)


def test_sweep_gives_up_what_killed_its_workers(round_) -> None:
    export = ask(round_)
    Export.objects.update(stage=Stage.RUNNING, attempts=ATTEMPTS, heard_at=timezone.now() - SILENCE)

    actions.sweep()

    assert fresh(export).stage == Stage.FAILED


def test_bytes_that_no_export_names_are_removed_in_time(db) -> None:
    name = default_storage.save(f"{FOLDER}/making-left", __import__("io").BytesIO(b"x"))

    actions.sweep()
    assert default_storage.exists(name)
    actions.sweep(at=timezone.now() + timedelta(days=1))
    assert not default_storage.exists(name)


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "otto", "ana"])
def test_only_who_may_open_what_is_sealed_has_the_sealed_archive(who, round_, cast) -> None:
    with pytest.raises(NotAllowed):
        ask(round_, what=What.ARCHIVE, format="zip", by=getattr(cast, who), is_sealed=True)


def test_sealed_archive_is_on_record_when_asked_for_and_at_each_look(six, round_, cast) -> None:
    export = ask(round_, what=What.ARCHIVE, format="zip", by=cast.dora, is_sealed=True)
    actions.make(export.pk)

    actions.give(fresh(export), to=cast.dora)
    for person in (cast.omar, cast.otto, None):
        with pytest.raises(NotAllowed):
            actions.give(fresh(export), to=person)

    told = Entry.objects.filter(subject=f"exports.export:{export.pk}").values_list("verb", "actor")
    assert list(told) == [("export.ask", f"person:{cast.dora.pk}"), ("export.take", f"person:{cast.dora.pk}")]


def test_who_has_lost_the_role_has_lost_the_archive(six, round_, cast) -> None:
    from stakeholders.models import Person

    export = ask(round_, what=What.ARCHIVE, format="zip", by=cast.dora, is_sealed=True)
    actions.make(export.pk)
    cast.dora.process_roles.all().delete()

    with pytest.raises(NotAllowed):
        actions.give(fresh(export), to=Person.objects.get(pk=cast.dora.pk))


@pytest.mark.parametrize("given", [{"format": "zip"}, {"what": What.ARCHIVE}, {"is_sealed": True}])
def test_there_are_no_other_files(given, round_, cast) -> None:
    with pytest.raises(NotPossible):
        ask(round_, **({"by": cast.dora} | given))


def test_round_that_is_not_public_has_no_public_file(make_round, cast) -> None:
    with pytest.raises(NotPossible):
        ask(make_round(2, public_at=None), by=cast.dora)
