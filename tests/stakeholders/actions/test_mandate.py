"""Who speaks for whom: claimed, confirmed, ended."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from common.refusals import NotAllowed, NotPossible
from record.queries import about
from stakeholders.actions import claim_mandate, confirm_mandate, end_mandate, own_source
from stakeholders.models import Mandate, Source


@pytest.fixture
def source(make_source: Callable[..., Source]) -> Source:
    return make_source("Example Networks")


def test_claimed_mandate_counts_for_nothing_before_it_is_confirmed(cast: SimpleNamespace, source: Source) -> None:
    mandate = claim_mandate(cast.otto, source)
    assert not cast.otto.has_perm("stakeholders.speak_for", source)

    confirm_mandate(mandate, by=cast.dora)

    assert cast.otto.has_perm("stakeholders.speak_for", source)
    assert [entry.verb for entry in about(mandate)] == ["mandate.claim", "mandate.confirm", "mandate.lead"]


def test_claiming_and_confirming_twice_does_no_harm(cast: SimpleNamespace, source: Source) -> None:
    first = claim_mandate(cast.otto, source)
    second = claim_mandate(cast.otto, source)
    confirm_mandate(first, by=cast.dora)
    confirmed_at = first.confirmed_at
    confirm_mandate(second, by=cast.dora)
    assert (first.pk, confirmed_at) == (second.pk, second.confirmed_at)
    assert about(first).count() == 3


@pytest.mark.parametrize("who", ["ana", "ben", "otto", "chris", "ines", "nobody"])
def test_only_a_secretariat_confirms(who: str, cast: SimpleNamespace, source: Source) -> None:
    mandate = claim_mandate(cast.otto, source)
    with pytest.raises(NotAllowed):
        confirm_mandate(mandate, by=getattr(cast, who))
    assert not Mandate.objects.confirmed().filter(pk=mandate.pk).exists()


def test_nobody_speaks_for_an_individual_but_the_individual(cast: SimpleNamespace) -> None:
    own = own_source(cast.ines)
    with pytest.raises(NotAllowed):
        claim_mandate(cast.otto, own)
    assert [getattr(cast, who).has_perm("stakeholders.speak_for", own) for who in ("ines", "otto", "dora")] == [
        True,
        False,
        False,
    ]


def test_colleagues_each_speak_for_their_one_source_and_outsiders_do_not(
    cast: SimpleNamespace, ministry: Source
) -> None:
    speaking = [
        who
        for who in ("ana", "ben", "otto", "dora", "chris", "ines", "nobody")
        if getattr(cast, who).has_perm("stakeholders.speak_for", ministry)
    ]
    assert speaking == ["ana", "ben"]


def test_ended_mandate_is_over_and_can_be_claimed_anew(cast: SimpleNamespace, source: Source) -> None:
    mandate = claim_mandate(cast.otto, source)
    confirm_mandate(mandate, by=cast.dora)
    end_mandate(mandate, by=cast.otto)
    end_mandate(mandate, by=cast.dora)
    assert not cast.otto.has_perm("stakeholders.speak_for", source)
    assert [entry.verb for entry in about(mandate)] == [
        "mandate.claim",
        "mandate.confirm",
        "mandate.lead",
        "mandate.end",
    ]
    with pytest.raises(NotPossible):
        confirm_mandate(mandate, by=cast.dora)
    assert claim_mandate(cast.otto, source).pk != mandate.pk


def test_outsider_cannot_end_somebody_elses_mandate(cast: SimpleNamespace, ministry: Source) -> None:
    mandate = cast.ana.mandates.get()
    with pytest.raises(NotAllowed):
        end_mandate(mandate, by=cast.ben)
    assert cast.ana.has_perm("stakeholders.speak_for", ministry)
