"""Changing how a process and a round are set up: nothing overwritten unseen, nothing cited changed."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from common.localized import versions
from common.refusals import Incomplete, NotAllowed, Overtaken
from consultations.actions import add_group, change_process, change_round, create_process, create_round, reserve_symbol
from consultations.models import Process, Round
from record.queries import about
from stakeholders.models import StakeholderGroup


def test_head_changes_words_and_the_record_says_which(cast: SimpleNamespace, process: Process) -> None:
    change_process(process, {"name": {"en": "Group", "fr": "Groupe"}, "time_zone": "UTC"}, seen=0, by=cast.dora)

    assert versions(process.name) == {"en": "Group", "fr": "Groupe"}
    assert process.edits == 1
    assert about(process).latest("number").facts == {"fields": "name"}


def test_nothing_changed_is_no_entry(cast: SimpleNamespace, process: Process) -> None:
    change_process(process, {"name": versions(process.name)}, seen=0, by=cast.dora)

    assert process.edits == 0
    assert not about(process).exists()


def test_second_of_two_heads_is_told_and_overwrites_nothing(cast: SimpleNamespace, process: Process) -> None:
    change_process(process, {"name": {"en": "First"}}, seen=0, by=cast.dora)
    with pytest.raises(Overtaken):
        change_process(process, {"name": {"en": "Second"}}, seen=0, by=cast.dora)

    process.refresh_from_db()
    assert versions(process.name) == {"en": "First"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", {"fr": ""}),
        ("languages", []),
        ("languages", ["xx-nowhere"]),
        ("time_zone", "Mars/Olympus"),
        ("symbol_grammar", "{round}{number}"),
        ("symbol_grammar", "{process.__class__}/{round}/{number}"),
        ("symbol_grammar", "{process}/{round}/\n{number}"),
        ("symbol_grammar", "{process}/{round}/" + "o" * 60 + "{number}"),
        ("code", ""),
        ("slug", "not a slug"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    field: str, value: Any, cast: SimpleNamespace, process: Process
) -> None:
    Process.objects.filter(pk=process.pk).update(public_at=None)
    with pytest.raises(Incomplete) as refused:
        change_process(process, {field: value}, seen=0, by=cast.dora)
    assert list(refused.value.fields) == [field]


def test_what_is_cited_stays(cast: SimpleNamespace, process: Process, round_: Round) -> None:
    reserve_symbol(round_)
    changes = {"code": "OTHER", "symbol_grammar": "{process}-{round}-{number}", "slug": "other"}
    with pytest.raises(Incomplete) as refused:
        change_process(process, changes, seen=0, by=cast.dora)
    assert set(refused.value.fields) == set(changes)


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "otto"])
def test_nobody_but_the_head_sets_up(who: str, cast: SimpleNamespace, process: Process, round_: Round) -> None:
    by = getattr(cast, who)
    for act in (
        lambda: change_process(process, {"name": {"en": "Mine"}}, seen=0, by=by),
        lambda: add_group(process, name={"en": "Mine"}, by=by),
        lambda: create_round(process, number=9, title={"en": "Mine"}, by=by),
        lambda: change_round(round_, {"title": {"en": "Mine"}}, seen=0, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_groups_are_chosen_and_one_of_its_own_is_added(
    cast: SimpleNamespace, process: Process, groups: dict[str, StakeholderGroup]
) -> None:
    change_process(process, {}, groups=[groups["academia"]], seen=0, by=cast.dora)
    own = add_group(process, name={"en": "Regional registries", "fr": "Registres"}, by=cast.dora)
    twin = add_group(process, name={"en": "Regional registries"}, by=cast.dora)

    assert set(process.groups.all()) == {groups["academia"], own, twin}
    assert (own.code, twin.code) == ("wgx-regional-registries", "wgx-regional-registries-2")
    with pytest.raises(Incomplete):
        change_process(process, {}, groups=[], seen=1, by=cast.dora)
    with pytest.raises(Incomplete):
        add_group(process, name={"en": ""}, by=cast.dora)


def test_address_of_another_process_is_refused(cast: SimpleNamespace, make_process: Callable[..., Process]) -> None:
    make_process("other")
    with pytest.raises(Incomplete) as refused:
        create_process(slug="other", code="OTHER", name={"en": "Other"}, by=cast.dora)
    assert list(refused.value.fields) == ["slug"]


def test_number_of_a_round_is_its_own_and_stays_once_it_is_cited(
    cast: SimpleNamespace, process: Process, make_round: Callable[..., Round]
) -> None:
    first, second = make_round(1), make_round(2, public_at=None)
    with pytest.raises(Incomplete):
        create_round(process, number=1, title={"en": "Again"}, by=cast.dora)
    with pytest.raises(Incomplete):
        change_round(second, {"number": 1}, seen=0, by=cast.dora)
    with pytest.raises(Incomplete):
        change_round(first, {"number": 7}, seen=0, by=cast.dora)
    with pytest.raises(Overtaken):
        change_round(second, {"number": 7}, seen=3, by=cast.dora)

    change_round(second, {"number": 7, "place": "Geneva"}, seen=0, by=cast.dora)

    assert (second.number, second.place, second.edits) == (7, "Geneva", 1)
