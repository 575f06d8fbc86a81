"""Handing a portal over: offered by letter, taken once, by whoever was named; programs go on meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible, Refusal, TooMuch
from common.tokens import token_hash
from notifications.models import Letter
from portals.actions import (
    change_portal,
    decline_portal,
    find_offer,
    issue_key,
    offer_of,
    offer_portal,
    register_portal,
    sweep,
    take_offer_back,
    take_portal,
)
from portals.actions.handing_over import MOST_A_DAY
from portals.actions.portal import MOST_PORTALS
from portals.models import Key, Offer, Portal
from portals.queries import caller_of
from record.models import Entry
from record.queries import about
from stakeholders.models import Person

WORDS = {"name": "Nairobi IGF", "about": "A national initiative.", "url": "https://igf.example"}


def link() -> str:
    """The token of the newest letter's link."""
    letter = Letter.objects.filter(family="portals/offered").latest("created_at")
    return letter.text.partition("/portal-offered/")[2].partition("/")[0]


@pytest.fixture
def token(portal: Portal, cast: SimpleNamespace) -> str:
    """Pia has offered her portal to Otto: the token of the link."""
    offer_portal(portal, address="otto@example.org", by=cast.pia)
    return link()


def test_letter_has_the_only_copy_of_the_link(token: str, portal: Portal, cast: SimpleNamespace) -> None:
    letter = Letter.objects.get(family="portals/offered")
    assert (letter.address, letter.person) == ("otto@example.org", cast.otto)
    assert "Pia Example (pia@example.org) offers you to run the portal Nairobi IGF" in letter.text
    assert Offer.objects.get().token_hash == token_hash(token)
    assert [entry.verb for entry in about(portal)] == ["portal.register", "portal.offer"]


def test_whoever_was_named_runs_it_from_then_on(token: str, portal: Portal, cast: SimpleNamespace) -> None:
    assert take_portal(token, by=cast.otto) == portal

    portal.refresh_from_db()
    assert (portal.owner, portal.email) == (cast.otto, "otto@example.org")
    entry = about(portal).last()
    assert entry is not None
    assert (entry.verb, entry.actor, entry.facts) == ("portal.take", f"person:{cast.otto.pk}", {"before": cast.pia.pk})
    new, former = (Letter.objects.get(family=f"portals/{name}") for name in ("taken", "given"))
    assert (new.address, former.address) == ("otto@example.org", "pia@example.org")
    assert "Replace them all" in new.text
    assert "Otto Example (otto@example.org) has taken over the portal Nairobi IGF" in former.text
    assert not Offer.objects.exists()


def test_programs_do_not_stop(portal: Portal, cast: SimpleNamespace, token_for: Callable[..., str], token: str) -> None:
    bearer = token_for(portal)
    take_portal(token, by=cast.otto)

    caller = caller_of(bearer, at=timezone.now())
    assert caller is not None
    assert caller.portal.owner == cast.otto


def test_former_owner_does_nothing_more_even_from_a_page_that_was_open(
    token: str, portal: Portal, cast: SimpleNamespace
) -> None:
    key, _secret = issue_key(portal, by=cast.pia)
    take_portal(token, by=cast.otto)

    # ``portal`` and ``key`` are as they were when the page was made.
    for act in (
        lambda: issue_key(portal, by=cast.pia),
        lambda: change_portal(portal, **WORDS, by=cast.pia),
        lambda: offer_portal(portal, address="ana@example.org", by=cast.pia),
        lambda: take_offer_back(portal, by=cast.pia),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Key.objects.get().ends_at == key.ends_at


def test_other_proven_address_will_do_and_an_unproven_one_will_not(portal: Portal, cast: SimpleNamespace) -> None:
    EmailAddress.objects.create(user=cast.otto, email="office@igf.example", verified=True)
    EmailAddress.objects.create(user=cast.ana, email="Office@IGF.example", verified=False)
    offer_portal(portal, address="OFFICE@igf.example", by=cast.pia)
    with pytest.raises(NotAllowed):
        take_portal(link(), by=cast.ana)

    assert take_portal(link(), by=cast.otto).email.lower() == "office@igf.example"


@pytest.mark.parametrize("act", [take_portal, decline_portal])
def test_nobody_else_takes_or_declines_it(
    act: Callable[..., object], token: str, portal: Portal, cast: SimpleNamespace
) -> None:
    for who in (cast.ana, cast.pia):
        with pytest.raises(NotAllowed):
            act(token, by=who)
    assert offer_of(portal) is not None


def test_declined_it_stays_and_its_owner_is_told(token: str, portal: Portal, cast: SimpleNamespace) -> None:
    decline_portal(token, by=cast.otto)

    assert [entry.verb for entry in about(portal)][-1] == "portal.keep"
    assert Letter.objects.get(family="portals/declined").address == "pia@example.org"
    with pytest.raises(NotPossible):
        take_portal(token, by=cast.otto)


def test_taken_back_the_link_leads_nowhere(token: str, portal: Portal, cast: SimpleNamespace) -> None:
    take_offer_back(portal, by=cast.pia)
    take_offer_back(portal, by=cast.pia)

    assert find_offer(token) is None
    with pytest.raises(NotPossible):
        take_portal(token, by=cast.otto)
    assert [entry.verb for entry in about(portal)] == ["portal.register", "portal.offer", "portal.keep"]


def test_second_offer_replaces_the_first(token: str, portal: Portal, cast: SimpleNamespace) -> None:
    offer_portal(portal, address="ana@example.org", by=cast.pia)

    assert find_offer(token) is None
    assert take_portal(link(), by=cast.ana).owner == cast.ana


def test_offer_is_over_after_a_fortnight_and_removed(token: str, portal: Portal, cast: SimpleNamespace) -> None:
    later = timezone.now() + timedelta(days=14, seconds=1)
    with pytest.raises(NotPossible):
        take_portal(token, by=cast.otto, at=later)

    sweep(at=later)
    assert not Offer.objects.exists()


def test_offer_of_somebody_whose_account_was_closed_is_over(token: str, cast: SimpleNamespace) -> None:
    Person.objects.filter(pk=cast.pia.pk).update(is_active=False)
    with pytest.raises(NotPossible):
        take_portal(token, by=cast.otto)


@pytest.mark.parametrize(
    "address", ["", "nonsense", "pia@example.org", "PIA@example.org", "\x00", "x" * 300 + "@a.org"]
)
def test_address_of_nobody_else_is_refused(address: str, portal: Portal, cast: SimpleNamespace) -> None:
    with pytest.raises(Incomplete) as refusal:
        offer_portal(portal, address=address, by=cast.pia)
    assert list(refusal.value.fields) == ["address"]


def test_strangers_are_not_written_to_all_day(portal: Portal, cast: SimpleNamespace) -> None:
    for number in range(MOST_A_DAY):
        offer_portal(portal, address=f"somebody{number}@example.net", by=cast.pia)
    with pytest.raises(TooMuch):
        offer_portal(portal, address="another@example.net", by=cast.pia)


def test_nobody_runs_more_than_they_may_register(token: str, portal: Portal, cast: SimpleNamespace) -> None:
    for _each in range(MOST_PORTALS):
        register_portal(**WORDS, by=cast.otto)
    with pytest.raises(NotPossible):
        take_portal(token, by=cast.otto)
    assert offer_of(portal) is not None


@pytest.mark.django_db(transaction=True)
def test_taken_and_taken_back_at_once_only_one_happens() -> None:
    pia, otto = (Person.objects.create_user(f"{name}@example.org", name=name.title()) for name in ("pia", "otto"))
    portal = register_portal(**WORDS, by=pia)
    offer_portal(portal, address="otto@example.org", by=pia)
    token = link()

    def act(number: int) -> bool:
        try:
            if number % 4 == 3:
                take_offer_back(portal, by=Person.objects.get(pk=pia.pk))
            else:
                take_portal(token, by=Person.objects.get(pk=otto.pk))
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(8)))
    portal.refresh_from_db()
    ended = list(Entry.objects.filter(verb__in=["portal.take", "portal.keep"]).values_list("verb", flat=True))
    assert ended == (["portal.take"] if portal.owner_id == otto.pk else ["portal.keep"])
    assert Letter.objects.filter(family="portals/taken").count() == (portal.owner_id == otto.pk)
