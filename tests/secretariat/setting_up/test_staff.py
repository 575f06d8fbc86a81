"""Staff by pages: who is there, what each role may do, appointing, taking away."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from consultations.enums import Role
from consultations.models import Process, ProcessRole
from consultations.roles import ROLES, May
from notifications.models import Letter

STAFF = "/desk/processes/wgx/staff/"


@pytest.fixture
def officer(process: Process, cast: SimpleNamespace) -> ProcessRole:
    return ProcessRole.objects.get(process=process, person=cast.omar)


def test_everybody_at_the_desk_sees_who_works_here_and_what_roles_may_do(
    browsers: Callable[[str], Client], page: Callable[..., Any]
) -> None:
    for who in ("dora", "omar", "chris", "olga"):
        shown = page(browsers(who), STAFF).text_content()
        for role, card in ROLES.items():
            assert str(role.label) in shown
            assert str(card.sentence) in shown
        assert all(str(power.label) in shown for power in May)
        assert "Omar Example" in shown
        assert ("omar@example.org" in shown) is (who == "dora")


def test_head_appoints_and_the_person_is_told(dora: Client, cast: SimpleNamespace) -> None:
    answer = dora.post(STAFF, {"email": "otto@example.org", "role": "officer", "name": ""})

    assert answer["Location"] == STAFF
    assert ProcessRole.objects.filter(person=cast.otto, role=Role.OFFICER).exists()
    assert "Officer" in Letter.objects.get(person=cast.otto).subject_line


@pytest.mark.parametrize("wrong", [{"email": "nobody"}, {"role": "king"}, {"role": ""}, {"email": "a\x00@example.org"}])
def test_what_is_wrong_appoints_nobody(wrong: dict[str, str], dora: Client) -> None:
    before = ProcessRole.objects.count()
    assert dora.post(STAFF, {"email": "otto@example.org", "role": "officer"} | wrong).status_code == 422
    assert ProcessRole.objects.count() == before


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_others_appoint_and_dismiss_nobody(
    who: str, browsers: Callable[[str], Client], officer: ProcessRole, page: Callable[..., Any]
) -> None:
    client = browsers(who)
    assert client.post(STAFF, {"email": "otto@example.org", "role": "head"}).status_code == 403
    assert client.get(f"{STAFF}{officer.pk}/").status_code == 403
    assert client.post(f"{STAFF}{officer.pk}/").status_code == 403
    assert not page(client, STAFF).xpath("//main//form")
    assert ProcessRole.objects.filter(pk=officer.pk).exists()


def test_head_takes_a_role_away_after_a_second_look(dora: Client, officer: ProcessRole) -> None:
    assert "Omar Example" in dora.get(f"{STAFF}{officer.pk}/").content.decode()
    assert ProcessRole.objects.filter(pk=officer.pk).exists()

    assert dora.post(f"{STAFF}{officer.pk}/")["Location"] == STAFF
    assert dora.post(f"{STAFF}{officer.pk}/")["Location"] == STAFF

    assert not ProcessRole.objects.filter(pk=officer.pk).exists()


def test_dismissed_officer_has_no_desk_any_more(
    dora: Client, browsers: Callable[[str], Client], officer: ProcessRole
) -> None:
    omar = browsers("omar")
    assert omar.get("/desk/").status_code == 200
    dora.post(f"{STAFF}{officer.pk}/")
    assert omar.get("/desk/").status_code == 404


def test_last_head_stays(dora: Client, cast: SimpleNamespace) -> None:
    own = ProcessRole.objects.get(person=cast.dora)
    answer = dora.post(f"{STAFF}{own.pk}/")
    assert answer.status_code == 409
    assert "always has a head" in answer.content.decode()


def test_role_of_another_process_is_out_of_reach(
    dora: Client, make_process: Callable[..., Process], cast: SimpleNamespace
) -> None:
    foreign = ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
    dora.post(f"{STAFF}{foreign.pk}/")
    assert ProcessRole.objects.filter(pk=foreign.pk).exists()
