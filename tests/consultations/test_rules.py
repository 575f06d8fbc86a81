"""Who may run a consultation."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from common.refusals import NotAllowed
from consultations import actions
from consultations.enums import DocumentKind, Purpose, Role
from consultations.models import CommentPeriod, Document, Process, ProcessRole, Round
from consultations.queries import processes_of, secretariat_of, works_for_a_secretariat
from tests.conftest import CAST

EVERYBODY = CAST
OTHERS = tuple(who for who in EVERYBODY if who != "dora")


def test_only_the_secretariat_works_for_its_process(cast: SimpleNamespace, process: Process) -> None:
    assert [who for who in EVERYBODY if getattr(cast, who).has_perm("consultations.work_for", process)] == [
        "dora",
        "omar",
    ]
    assert [who for who in EVERYBODY if works_for_a_secretariat(getattr(cast, who))] == ["dora", "omar"]


def test_role_in_one_process_gives_no_right_in_another(
    cast: SimpleNamespace, make_process: Callable[..., Process]
) -> None:
    other = make_process("wgy")
    assert not cast.dora.has_perm("consultations.work_for", other)
    actions.give_role(other, cast.dora, Role.HEAD, by=None)
    assert cast.dora.has_perm("consultations.work_for", other)
    assert [process.code for process in processes_of(cast.dora)] == ["WGX", "WGY"]


def test_secretariat_of_a_process_leaves_out_who_is_gone(cast: SimpleNamespace, process: Process) -> None:
    ProcessRole.objects.create(process=process, person=cast.otto, role=Role.HEAD)
    cast.otto.is_active = False
    cast.otto.save()
    assert list(secretariat_of(process)) == [cast.dora, cast.omar]


def test_many_questions_about_one_person_cost_one_query(
    cast: SimpleNamespace, process: Process, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        answers = [cast.dora.has_perm("consultations.work_for", process) for _each in range(5)]
        answers.append(works_for_a_secretariat(cast.dora))
    assert answers == [True] * 6


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_changes_anything_of_a_process(
    who: str, cast: SimpleNamespace, process: Process, round_: Round, period: CommentPeriod
) -> None:
    by, now = getattr(cast, who), timezone.now()
    attempts: list[Callable[[], object]] = [
        lambda: actions.create_process(slug="mine", code="MINE", name="Mine", by=by),
        lambda: actions.create_round(process, number=9, title="Ninth", by=by),
        lambda: actions.create_period(
            round_, purpose=Purpose.ANSWERS, title="Call", opens_at=now, closes_at=now + timedelta(1), by=by
        ),
        lambda: actions.add_question(period, text="Why?", by=by),
        lambda: actions.open_process(process, by=by),
        lambda: actions.open_round(round_, by=by),
        lambda: actions.open_period(period, by=by),
        lambda: actions.give_role(process, cast.otto, Role.HEAD, by=by),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert (Process.objects.count(), Round.objects.count(), CommentPeriod.objects.count()) == (1, 1, 1)
    assert ProcessRole.objects.filter(role=Role.HEAD).count() == 1


@pytest.mark.parametrize("who", ["ana", "ben", "otto", "olga", "ines", "nobody"])
def test_nobody_else_files_a_document(who: str, cast: SimpleNamespace, round_: Round) -> None:
    with pytest.raises(NotAllowed):
        actions.file_document(round_, by=getattr(cast, who), kind=DocumentKind.AGENDA, title="Agenda")
    assert not Document.objects.exists()
