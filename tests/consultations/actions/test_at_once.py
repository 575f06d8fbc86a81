"""Two people at once: each pair of acts leaves what one of them after the other would have left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection

from common.localized import versions
from common.refusals import NotPossible, Overtaken, Refusal
from consultations.actions import (
    NewFile,
    add_file,
    add_group,
    change_process,
    end_role,
    give_role,
    prepare_document,
    publish_document,
)
from consultations.enums import DocumentKind, Role
from consultations.models import Document, Process, ProcessRole, Round, Symbol

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(*acts: Callable[[], object]) -> list[type[Refusal] | None]:
    """Do all of it at once; what each was refused with, None where it was done."""

    def one(act: Callable[[], object]) -> type[Refusal] | None:
        try:
            act()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_two_heads_who_dismiss_each_other_leave_one(cast: SimpleNamespace, process: Process) -> None:
    give_role(process, cast.otto, Role.HEAD, by=None)
    of_dora, of_otto = (ProcessRole.objects.get(person=each, role=Role.HEAD) for each in (cast.dora, cast.otto))

    answers = at_once(lambda: end_role(of_otto, by=cast.dora), lambda: end_role(of_dora, by=cast.otto))

    assert ProcessRole.objects.filter(process=process, role=Role.HEAD).count() == 1
    assert answers.count(None) == 1
    assert NotPossible in answers


def test_of_many_who_change_the_same_one_is_stored(cast: SimpleNamespace, process: Process) -> None:
    def change(number: int) -> Callable[[], object]:
        return lambda: change_process(process, {"name": {"en": f"Name {number}"}}, seen=0, by=cast.dora)

    answers = at_once(*(change(number) for number in range(MANY)))

    process.refresh_from_db()
    assert answers.count(None) == 1
    assert answers.count(Overtaken) == MANY - 1
    assert versions(process.name)["en"] == f"Name {answers.index(None)}"
    assert process.edits == 1


def test_document_that_is_prepared_by_two_presses_is_there_once(cast: SimpleNamespace, round_: Round) -> None:
    title = {"en": "Draft"}

    at_once(
        *(lambda: prepare_document(round_, kind=DocumentKind.DRAFT, title=title, by=cast.omar) for _each in "ab" * 3)
    )

    assert Document.objects.count() == 1


def test_group_that_is_added_by_two_presses_is_there_once(cast: SimpleNamespace, process: Process) -> None:
    at_once(*(lambda: add_group(process, name={"en": "Youth"}, by=cast.dora) for _each in "ab" * 3))

    assert process.groups.filter(code__startswith="wgx").count() == 1


def test_document_that_many_publish_gets_one_symbol(
    cast: SimpleNamespace, round_: Round, tmp_path: object, settings: SimpleNamespace
) -> None:
    settings.MEDIA_ROOT = tmp_path
    documents = [
        prepare_document(round_, kind=DocumentKind.DRAFT, title={"en": f"Draft {number}"}, by=None)
        for number in range(2)
    ]
    for document in documents:
        add_file(document, NewFile("a.txt", "text/plain", "en", b"1\n"), by=None)

    at_once(*(lambda which=each: publish_document(which, by=cast.omar) for each in documents * 4))

    given = Document.objects.filter(pk__in=[each.pk for each in documents]).values_list("symbol__text", flat=True)
    assert sorted(map(str, given)) == ["WGX/1/1", "WGX/1/2"]
    assert Symbol.objects.count() == 2
