"""What a secretariat says of what a source says of itself."""

import pytest

from common.refusals import Incomplete, NotAllowed
from notifications.models import Letter
from record.queries import about
from stakeholders.actions import (
    confirm_details,
    correct_details,
    dispute_details,
    note_accreditation,
    own_source,
)
from stakeholders.enums import Standing
from stakeholders.models import Mandate, Source
from stakeholders.queries import find_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def led(cast, ministry):
    Mandate.objects.filter(person=cast.ana).update(is_lead=True)
    return ministry


def verbs(source):
    return [entry.verb for entry in about(source)][1:]  # after source.register


def test_a_source_is_self_declared_until_somebody_has_looked(ministry):
    assert (ministry.standing, str(ministry.get_standing_display())) == (Standing.DECLARED, "Self-declared")


def test_confirming_twice_does_no_harm(cast, ministry):
    confirm_details(ministry, by=cast.dora)
    confirm_details(ministry, by=cast.dora)

    ministry.refresh_from_db()
    assert ministry.standing == Standing.CONFIRMED
    assert verbs(ministry) == ["source.confirm"]


def test_a_dispute_says_why_and_all_who_speak_for_the_source_are_told(cast, ministry):
    dispute_details(ministry, reason=" It is a company. ", by=cast.dora)
    dispute_details(ministry, reason="It is a company.", by=cast.dora)

    ministry.refresh_from_db()
    assert (ministry.standing, ministry.standing_reason) == (Standing.DISPUTED, "It is a company.")
    assert sorted(Letter.objects.values_list("address", flat=True)) == ["ana@example.org", "ben@example.org"]
    assert verbs(ministry) == ["source.dispute"]


def test_a_dispute_without_reason_changes_nothing(cast, ministry):
    with pytest.raises(Incomplete) as refusal:
        dispute_details(ministry, reason=" ", by=cast.dora)

    assert list(refusal.value.fields) == ["reason"]
    assert Source.objects.get(pk=ministry.pk).standing == Standing.DECLARED


def test_a_dispute_ends_with_a_confirmation(cast, ministry):
    dispute_details(ministry, reason="Who?", by=cast.dora)
    confirm_details(ministry, by=cast.dora)

    ministry.refresh_from_db()
    assert (ministry.standing, ministry.standing_reason) == (Standing.CONFIRMED, "")


def test_a_person_does_not_become_a_government(cast, groups):
    ines = own_source(cast.ines)

    with pytest.raises(Incomplete) as refusal:
        correct_details(ines, group=groups["governments"], country="CH", acronym="", by=cast.dora)
    assert list(refusal.value.fields) == ["group"]
    correct_details(ines, group=groups["individuals"], country="CH", acronym="", by=cast.dora)

    assert str(Source.objects.get(pk=ines.pk).country) == "CH"


@pytest.mark.parametrize("who", ["ana", "ben", "otto", "chris", "ines", "nobody"])
def test_only_a_secretariat_says_so(cast, ministry, who):
    by = getattr(cast, who)
    for act in (
        lambda: confirm_details(ministry, by=by),
        lambda: dispute_details(ministry, reason="No.", by=by),
        lambda: note_accreditation(ministry, "Consultative status", by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert verbs(ministry) == []


def test_an_accreditation_is_one_line_on_record(cast, ministry):
    note_accreditation(ministry, "ECOSOC consultative\n status since 1998 ", by=cast.dora)
    note_accreditation(ministry, "ECOSOC consultative status since 1998", by=cast.dora)

    ministry.refresh_from_db()
    assert ministry.accreditation == "ECOSOC consultative status since 1998"
    assert verbs(ministry) == ["source.accreditation"]
    with pytest.raises(Incomplete):
        note_accreditation(ministry, "x" * 301, by=cast.dora)


def test_whoever_leads_a_source_corrects_it_and_it_is_self_declared_again(cast, led, groups):
    dispute_details(led, reason="It is a company.", by=cast.dora)

    correct_details(led, group=groups["private-sector"], country="ch", acronym="EXPO", by=cast.ana)

    led.refresh_from_db()
    assert (led.group.code, str(led.country), led.standing) == ("private-sector", "CH", Standing.DECLARED)
    assert find_organisation("EXPO") == led


def test_what_a_secretariat_corrects_keeps_its_standing(cast, led, groups):
    confirm_details(led, by=cast.dora)

    correct_details(led, group=groups["academia"], country="", acronym="MPE", by=cast.dora)

    led.refresh_from_db()
    assert led.standing == Standing.CONFIRMED


def test_who_does_not_lead_corrects_nothing(cast, led, groups):
    with pytest.raises(NotAllowed):
        correct_details(led, group=groups["academia"], country="", acronym="", by=cast.ben)


def test_what_is_wrong_is_said_at_its_field(cast, led, groups):
    with pytest.raises(Incomplete) as refusal:
        correct_details(led, group=groups["individuals"], country="XX", acronym="x" * 41, by=cast.ana)

    assert list(refusal.value.fields) == ["group", "country", "acronym"]
