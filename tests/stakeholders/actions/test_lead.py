"""Who leads a source: one of those who speak for it, replaceable, and never nobody while somebody speaks for it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible
from notifications.models import Letter
from record.queries import about
from stakeholders.actions import claim_mandate, confirm_mandate, end_mandate, hand_over
from stakeholders.models import Mandate, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def led(cast, ministry):
    """Ana leads the ministry, for which Ben speaks too."""
    Mandate.objects.filter(person=cast.ana).update(is_lead=True)
    return ministry


def mandate_of(person):
    return Mandate.objects.current().get(person=person)


def lead_of(source):
    return Person.objects.filter(mandates__in=Mandate.objects.leading().filter(source=source)).first()


def letters(family):
    return sorted(Letter.objects.filter(family=family).values_list("address", flat=True))


def test_the_first_whom_a_secretariat_confirms_leads(cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    first, second = claim_mandate(cast.otto, society), claim_mandate(cast.ines, society)
    confirm_mandate(first, by=cast.dora)
    confirm_mandate(second, by=cast.dora)

    assert lead_of(society) == cast.otto
    assert [entry.verb for entry in about(first)] == ["mandate.claim", "mandate.confirm", "mandate.lead"]


def test_who_claims_to_speak_for_a_led_source_is_confirmed_by_its_lead(cast, led):
    claimed = claim_mandate(cast.otto, led)
    assert letters("stakeholders/claimed") == ["ana@example.org"]

    with pytest.raises(NotAllowed):
        confirm_mandate(claimed, by=cast.ben)
    confirm_mandate(claimed, by=cast.ana)

    assert cast.otto.has_perm("stakeholders.speak_for", led)


def test_the_lead_hands_over_and_both_are_told(cast, led):
    hand_over(mandate_of(cast.ben), by=cast.ana)
    hand_over(mandate_of(cast.ben), by=cast.dora, reason="The same again.")

    assert lead_of(led) == cast.ben
    assert letters("stakeholders/leads") == ["ana@example.org", "ben@example.org"]
    assert cast.ana.has_perm("stakeholders.speak_for", led)


def test_a_secretariat_replaces_the_lead_and_says_why(cast, led):
    with pytest.raises(Incomplete) as refusal:
        hand_over(mandate_of(cast.ben), by=cast.dora, reason="  ")
    assert list(refusal.value.fields) == ["reason"]

    hand_over(mandate_of(cast.ben), by=cast.dora, reason="Ana has left the ministry.")

    assert lead_of(led) == cast.ben
    assert "Ana has left the ministry." in Letter.objects.filter(family="stakeholders/leads").first().text


@pytest.mark.parametrize("who", ["ben", "otto", "chris", "ines", "nobody"])
def test_nobody_else_says_who_leads(cast, led, who):
    with pytest.raises(NotAllowed):
        hand_over(mandate_of(cast.ben), by=getattr(cast, who), reason="I want it.")


def test_only_a_confirmed_voice_leads(cast, led):
    claimed = claim_mandate(cast.otto, led)

    with pytest.raises(NotPossible):
        hand_over(claimed, by=cast.ana)
    assert lead_of(led) == cast.ana


def test_when_the_lead_leaves_the_one_who_has_spoken_longest_leads(cast, led):
    end_mandate(mandate_of(cast.ana), by=cast.ana)

    assert lead_of(led) == cast.ben
    assert letters("stakeholders/leads") == ["ben@example.org"]
    assert letters("stakeholders/ended") == []


def test_the_last_one_may_leave(cast, led):
    end_mandate(mandate_of(cast.ana), by=cast.ana)
    end_mandate(mandate_of(cast.ben), by=cast.ben)

    assert lead_of(led) is None


def test_the_lead_ends_the_mandate_of_another_who_is_told_why(cast, led):
    end_mandate(mandate_of(cast.ben), by=cast.ana, reason="Moved to another ministry.")

    assert not cast.ben.has_perm("stakeholders.speak_for", led)
    assert "Moved to another ministry." in Letter.objects.get(family="stakeholders/ended").text


def test_who_does_not_lead_ends_nobody_elses_mandate(cast, led):
    with pytest.raises(NotAllowed):
        end_mandate(mandate_of(cast.ana), by=cast.ben)


def test_the_database_knows_one_lead_a_source_who_speaks_for_it(cast, led):
    for wrong in ({"is_lead": True}, {"is_lead": True, "confirmed_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.filter(person=cast.ben).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(person=cast.ana).update(ended_at=timezone.now())
