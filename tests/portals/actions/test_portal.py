"""Registering a portal, and what of it stays."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.models import Admission, Process
from portals.actions import change_portal, register_portal
from portals.actions.portal import MOST_PORTALS
from portals.models import Portal
from record.queries import about
from tests.conftest import CAST

WORDS = {"name": "Nairobi IGF", "about": "A national initiative.", "url": "https://igf.example/"}


def test_registered_portal_is_of_whoever_registers_it(cast: SimpleNamespace) -> None:
    portal = register_portal(**WORDS, by=cast.pia)

    assert (portal.slug, portal.owner, portal.email, portal.scopes) == ("nairobi-igf", cast.pia, "pia@example.org", [])
    assert [(entry.verb, entry.actor) for entry in about(portal)] == [("portal.register", f"person:{cast.pia.pk}")]


def test_two_of_one_name_have_two_addresses(cast: SimpleNamespace) -> None:
    assert [register_portal(**WORDS, by=who).slug for who in (cast.pia, cast.otto)] == ["nairobi-igf", "nairobi-igf-2"]


def test_name_without_a_latin_letter_has_an_address_too(cast: SimpleNamespace) -> None:
    assert register_portal(**WORDS | {"name": "منتدى حوكمة الإنترنت"}, by=cast.pia).slug == "portal"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " \x00 "),
        ("name", "x" * 121),
        ("about", "\x00"),
        ("about", "x" * 1001),
        ("url", ""),
        ("url", "javascript:alert(1)"),
        ("url", "ftp://igf.example"),
        ("url", "https://user:secret@igf.example"),
        ("url", "https://[::1"),
        ("url", "https://igf.example/" + "x" * 300),
        ("email", "dora@example.org"),
        ("email", "no address"),
    ],
)
def test_what_is_wrong_is_named(field: str, value: str, cast: SimpleNamespace) -> None:
    with pytest.raises(Incomplete) as refused:
        register_portal(**WORDS | {field: value}, by=cast.pia)

    assert list(refused.value.fields) == [field]
    assert not Portal.objects.exists()


def test_letters_go_to_an_address_that_was_proven(cast: SimpleNamespace) -> None:
    EmailAddress.objects.create(user=cast.pia, email="team@igf.example", verified=True)

    assert register_portal(**WORDS, email="Team@igf.example", by=cast.pia).email == "Team@igf.example"


def test_nobody_registers_endlessly_many(cast: SimpleNamespace) -> None:
    for _each in range(MOST_PORTALS):
        register_portal(**WORDS, by=cast.pia)

    with pytest.raises(NotPossible):
        register_portal(**WORDS, by=cast.pia)


@pytest.mark.parametrize("who", CAST)
def test_only_its_owner_changes_it(who: str, portal: Portal, cast: SimpleNamespace) -> None:
    by = getattr(cast, who)
    if who == "pia":
        change_portal(portal, **WORDS | {"name": "Kenya IGF"}, by=by)
        assert portal.name == "Kenya IGF"
        return
    with pytest.raises(NotAllowed):
        change_portal(portal, **WORDS | {"name": "Kenya IGF"}, by=by)


def test_name_that_a_secretariat_decided_about_stays(
    portal: Portal, process: Process, admit_portal: Callable[..., Admission], cast: SimpleNamespace
) -> None:
    admit_portal(portal, process)

    with pytest.raises(Incomplete) as refused:
        change_portal(portal, name="Ministry of Posts", about="New.", url="https://other.example", by=cast.pia)

    assert set(refused.value.fields) == {"name", "url"}
    change_portal(portal, name=portal.name, about="New words.", url=portal.url, by=cast.pia)
    assert portal.about == "New words."
