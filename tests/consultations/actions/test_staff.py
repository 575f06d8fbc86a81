"""Appointing by e-mail address and taking a role away: told by letter, never without a head."""

from io import StringIO
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.actions import appoint, create_process, end_role
from consultations.enums import Role
from consultations.models import Process, ProcessRole
from notifications.models import Letter
from record.queries import about
from stakeholders.models import Person


def roles_of(process: Process) -> set[tuple[str, str]]:
    return set(ProcessRole.objects.filter(process=process).values_list("person__email", "role"))


def test_head_appoints_somebody_who_has_never_been_here(cast: SimpleNamespace, process: Process) -> None:
    given = appoint(process, email=" New.Person@Example.ORG ", role=Role.OFFICER, by=cast.dora, name="Nia New")

    assert ("New.Person@example.org", "officer") in roles_of(process)
    assert given.person.name == "Nia New"
    assert not given.person.has_usable_password()
    letter = Letter.objects.get(person=given.person)
    assert "/desk/processes/wgx/" in letter.text
    assert "Works at the desk" in letter.text
    assert "second factor" in letter.text
    assert [(entry.verb, entry.actor) for entry in about(given)] == [("role.give", f"person:{cast.dora.pk}")]


def test_appointing_twice_is_once(cast: SimpleNamespace, process: Process) -> None:
    first = appoint(process, email="otto@example.org", role=Role.CHAIR, by=cast.dora)
    again = appoint(process, email="OTTO@example.org", role=Role.CHAIR, by=cast.dora)

    assert first == again
    assert first.person == cast.otto
    assert Letter.objects.filter(person=cast.otto).count() == 1


def test_password_that_somebody_set_with_an_address_of_others_is_taken_away(process: Process) -> None:
    squatter = Person.objects.create_user("minister@example.org", password="known to the squatter")
    EmailAddress.objects.create(user=squatter, email="minister@example.org", verified=False, primary=True)

    appoint(process, email="minister@example.org", role=Role.HEAD, by=None)

    squatter.refresh_from_db()
    assert not squatter.has_usable_password()


def test_proven_address_keeps_its_password_and_is_found_as_a_second_one(
    process: Process, cast: SimpleNamespace
) -> None:
    cast.otto.set_password("quite his own words")
    cast.otto.save()
    EmailAddress.objects.create(user=cast.otto, email="otto@work.example", verified=True, primary=False)

    given = appoint(process, email="otto@work.example", role=Role.OBSERVER, by=None)

    assert given.person == cast.otto
    assert Person.objects.get(pk=cast.otto.pk).check_password("quite his own words")


@pytest.mark.parametrize("wrong", ["", "no address", "a@b", "nul\x00@example.org", "x" * 300 + "@example.org"])
def test_what_is_no_address_appoints_nobody(wrong: str, process: Process, cast: SimpleNamespace) -> None:
    before = roles_of(process)
    if wrong == "nul\x00@example.org":
        appoint(process, email=wrong, role=Role.OFFICER, by=cast.dora)
        assert ("nul@example.org", "officer") in roles_of(process)
        return
    with pytest.raises(Incomplete) as refused:
        appoint(process, email=wrong, role=Role.OFFICER, by=cast.dora)
    assert "email" in refused.value.fields
    assert roles_of(process) == before


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "otto", "ana"])
def test_nobody_but_the_head_appoints_or_dismisses(who: str, cast: SimpleNamespace, process: Process) -> None:
    before, given = roles_of(process), ProcessRole.objects.get(process=process, person=cast.omar)
    with pytest.raises(NotAllowed):
        appoint(process, email="otto@example.org", role=Role.HEAD, by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        end_role(given, by=getattr(cast, who))
    assert roles_of(process) == before


def test_role_that_ends_is_told_and_on_record(cast: SimpleNamespace, process: Process) -> None:
    given = ProcessRole.objects.get(process=process, person=cast.omar)
    kept = ProcessRole.objects.get(pk=given.pk)

    end_role(given, by=cast.dora)
    end_role(given, by=cast.dora)

    assert ("omar@example.org", "officer") not in roles_of(process)
    assert "has ended your role" in Letter.objects.get(person=cast.omar).text
    assert [entry.verb for entry in about(kept)] == ["role.end"]


def test_last_head_stays(cast: SimpleNamespace, process: Process) -> None:
    head = ProcessRole.objects.get(process=process, person=cast.dora)
    with pytest.raises(NotPossible):
        end_role(head, by=cast.dora)

    other = appoint(process, email="otto@example.org", role=Role.HEAD, by=cast.dora)
    Person.objects.filter(pk=cast.otto.pk).update(is_active=False)
    with pytest.raises(NotPossible):
        end_role(head, by=cast.dora)
    Person.objects.filter(pk=cast.otto.pk).update(is_active=True)
    end_role(head, by=cast.dora)

    with pytest.raises(NotPossible):
        end_role(other, by=cast.otto)


def test_closed_account_is_not_appointed(cast: SimpleNamespace, process: Process) -> None:
    Person.objects.filter(pk=cast.otto.pk).update(is_active=False)
    with pytest.raises(NotPossible):
        appoint(process, email="otto@example.org", role=Role.OFFICER, by=cast.dora)


def test_whoever_begins_a_process_is_its_head(cast: SimpleNamespace, process: Process) -> None:
    mine = create_process(slug="next", code="NEXT", name={"en": "The next one"}, by=cast.dora)

    assert roles_of(mine) == {("dora@example.org", "head")}
    assert mine.public_at is None
    assert cast.dora.has_perm("consultations.set_up", mine)
    assert not cast.omar.has_perm("consultations.set_up", mine)


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "otto", "ana"])
def test_only_heads_begin_a_process(who: str, cast: SimpleNamespace, process: Process) -> None:
    with pytest.raises(NotAllowed):
        create_process(slug="next", code="NEXT", name={"en": "The next one"}, by=getattr(cast, who))
    assert not Process.objects.filter(slug="next").exists()


def test_first_founder_is_let_in_by_a_command_and_told_where(db: None) -> None:
    call_command("let_found", "founder@example.org", stdout=StringIO())
    call_command("let_found", "founder@example.org", stdout=StringIO())

    founder = Person.objects.get(email="founder@example.org")
    assert founder.has_perm("consultations.add_process")
    assert "/desk/new-process/" in Letter.objects.get(person=founder).text
    mine = create_process(slug="first", code="FIRST", name={"en": "The first one"}, by=founder)
    assert roles_of(mine) == {("founder@example.org", "head")}
    with pytest.raises(CommandError):
        call_command("let_found", "no address", stdout=StringIO())
