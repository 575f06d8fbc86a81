"""Invitations to speak for a source: by a link that works once, for a while, for whom it was sent to."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible, TooMuch
from common.tokens import token_hash
from notifications.models import Letter
from record.queries import about
from stakeholders.actions import accept, ask_to_join, end_mandate, find_invitation, invite, own_source, revoke
from stakeholders.actions.invitation import MOST_A_DAY
from stakeholders.models import Invitation, Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(cast, ministry):
    """Ana has invited Otto to her ministry: the invitation and the token of its link."""
    return invite(ministry, address="otto@example.org", by=cast.ana)


def test_the_letter_names_who_invites_and_has_the_only_copy_of_the_link(invited, cast, ministry):
    invitation, token = invited

    letter = Letter.objects.get(family="stakeholders/invited")
    assert (letter.address, letter.person) == ("otto@example.org", cast.otto)
    assert "Ana Example (ana@example.org) invites you to speak for Ministry of Posts" in letter.text
    assert re.search(r"/invitations/(\S+)/", letter.text).group(1) == token
    assert invitation.token_hash == token_hash(token)
    assert find_invitation(token) == invitation


def test_who_accepts_speaks_for_the_source_at_once_and_whoever_invited_is_told(invited, cast, ministry):
    mandate = accept(invited[0], by=cast.otto)

    assert cast.otto.has_perm("stakeholders.speak_for", ministry)
    assert (mandate.invited_by, mandate.is_lead) == (cast.ana, False)
    assert "can send contributions in its name now" in Letter.objects.get(family="stakeholders/accepted").text


def test_a_link_that_was_passed_on_gives_a_claim_only(invited, cast, ministry):
    mandate = accept(invited[0], by=cast.ines)

    assert mandate.confirmed_at is None
    assert not cast.ines.has_perm("stakeholders.speak_for", ministry)
    assert "another address" in Letter.objects.get(family="stakeholders/accepted").text


def test_the_address_is_compared_without_regard_to_case(cast, ministry):
    invitation, _token = invite(ministry, address="Otto@Example.ORG", by=cast.ana)

    assert accept(invitation, by=cast.otto).confirmed_at


def test_a_link_works_once(invited, cast):
    accept(invited[0], by=cast.otto)

    assert accept(invited[0], by=cast.otto) == Mandate.objects.get(person=cast.otto)
    with pytest.raises(NotPossible, match="accepted already"):
        accept(invited[0], by=cast.ines)


def test_a_link_grows_old(invited, cast):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(NotPossible, match="too old"):
        accept(invited[0], by=cast.otto)
    assert not Mandate.objects.filter(person=cast.otto).exists()


def test_what_was_called_back_leads_nowhere(invited, cast):
    revoke(invited[0], by=cast.ana)
    revoke(invited[0], by=cast.ana)

    with pytest.raises(NotPossible, match="called back"):
        accept(invited[0], by=cast.otto)
    assert [entry.verb for entry in about(invited[0])] == ["invitation.send", "invitation.revoke"]


def test_what_was_accepted_cannot_be_called_back(invited, cast):
    accept(invited[0], by=cast.otto)

    with pytest.raises(NotPossible, match="accepted already"):
        revoke(invited[0], by=cast.ana)


@pytest.mark.parametrize("who", ["ben", "otto", "chris", "ines", "nobody"])
def test_others_call_nothing_back(invited, cast, who):
    with pytest.raises(NotAllowed):
        revoke(invited[0], by=getattr(cast, who))


def test_a_newer_letter_to_the_same_address_replaces_the_older(invited, cast, ministry):
    newer, _token = invite(ministry, address="OTTO@example.org", by=cast.ben)

    with pytest.raises(NotPossible, match="replaced by a newer"):
        accept(invited[0], by=cast.otto)
    assert accept(newer, by=cast.otto).confirmed_at


@pytest.mark.parametrize("who", ["otto", "chris", "ines", "nobody"])
def test_who_does_not_speak_for_a_source_invites_nobody_to_it(cast, ministry, who):
    with pytest.raises(NotAllowed):
        invite(ministry, address="x@example.org", by=getattr(cast, who))
    assert not Letter.objects.exists()


def test_a_secretariat_invites_to_any_organisation_and_the_first_to_come_leads_it(cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    invitation, _token = invite(society, address="otto@example.org", by=cast.dora)

    assert accept(invitation, by=cast.otto).is_lead


def test_nobody_is_invited_to_be_somebody_else(cast):
    with pytest.raises(NotAllowed):
        invite(own_source(cast.ines), address="otto@example.org", by=cast.ines)


def test_whoever_invited_and_left_vouches_no_more(invited, cast, ministry):
    end_mandate(Mandate.objects.get(person=cast.ana), by=cast.ana)

    with pytest.raises(NotPossible):
        accept(invited[0], by=cast.otto)


def test_an_author_of_a_joint_text_can_ask_but_not_vouch(cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    invitation, _token = ask_to_join(society, address="otto@example.org", by=cast.ana)

    mandate = accept(invitation, by=cast.otto)

    assert mandate.confirmed_at is None
    assert not Letter.objects.filter(family="stakeholders/invited").exists()


@pytest.mark.parametrize(
    "address", ["", "otto", "otto@", "a@b", "x" * 250 + "@example.org", "\x00", "a@example.org\nBcc: b@x.org"]
)
def test_what_is_no_address_gets_no_letter(cast, ministry, address):
    with pytest.raises(Incomplete) as refusal:
        invite(ministry, address=address, by=cast.ana)
    assert list(refusal.value.fields) == ["address"]
    assert not Letter.objects.exists()


def test_nobody_writes_to_many_strangers_through_us(cast, ministry):
    for number in range(MOST_A_DAY):
        invite(ministry, address=f"stranger-{number}@example.org", by=cast.ana)

    with pytest.raises(TooMuch):
        invite(ministry, address="one-more@example.org", by=cast.ana)
    assert invite(ministry, address="one-more@example.org", by=cast.ben)


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\x00"])
def test_a_made_up_link_is_none(token, db):
    assert find_invitation(token) is None
