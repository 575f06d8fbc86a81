"""A confirmed source is confirmed for the words that it agreed to."""

import pytest
from django.utils import timezone

from common.refusals import NotPossible
from contributions import actions
from contributions.enums import Speaking
from stakeholders.models import Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(make_source, cast):
    """Otto's, when he is asked."""
    union = make_source("Cable Users Union", group="civil-society")
    Mandate.objects.create(person=cast.otto, source=union, confirmed_at=timezone.now())
    return union


@pytest.fixture
def joint(make_draft, cast, ministry, union):
    """Sent by Ana for her ministry and the union, which the secretariat has asked."""
    draft = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, {"id": union.pk}])
    actions.submit(draft, by=cast.ana)
    actions.confirm_source(draft.sources.get(source=union), by=cast.dora)
    return draft


def confirmed(contribution):
    return {str(named.source) for named in contribution.sources.exclude(confirmed_at=None).select_related("source")}


def send_again(contribution, *, by, **changes):
    actions.save(contribution, contribution.content | changes, by=by)
    actions.submit(contribution, by=by)


def test_other_words_are_not_those_that_the_others_agreed_to(joint, cast, ministry):
    send_again(joint, by=cast.ana, statement="Cables do not matter.")

    assert confirmed(joint) == {str(ministry)}
    with pytest.raises(NotPossible, match="Confirm each source"):
        actions.publish(joint, by=cast.dora)


def test_whoever_else_writes_for_several_speaks_for_their_own_source_only(joint, cast, union):
    send_again(joint, by=cast.otto, statement="Users matter.")

    assert confirmed(joint) == {str(union)}


def test_the_same_words_sent_again_stay_confirmed(joint, cast, ministry, union):
    actions.return_to_author(joint, by=cast.dora, reason="Are you sure?")

    actions.submit(joint, by=cast.ana)

    assert confirmed(joint) == {str(ministry), str(union)}


def test_another_source_does_not_take_over_a_confirmation(joint, cast, ministry, make_source):
    other = make_source("Harbour Society", group="civil-society")

    send_again(joint, by=cast.ana, sources=[{"id": ministry.pk}, {"id": other.pk}])

    assert confirmed(joint) == {str(ministry)}


def test_an_author_whose_mandate_was_confirmed_with_the_source_may_mend_freely(make_draft, cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    draft = make_draft(by=cast.ines, sources=[{"id": society.pk}])
    actions.submit(draft, by=cast.ines)
    actions.confirm_source(draft.sources.get(), by=cast.dora)

    send_again(draft, by=cast.ines, statement="Harbours matter.")

    assert confirmed(draft) == {str(society)}


def test_what_else_waited_for_the_mandate_is_confirmed_with_it(make_draft, cast, make_source, ministry):
    society = make_source("Harbour Society", group="civil-society")
    one, other = (make_draft(by=cast.ines, sources=[{"id": society.pk}]) for _number in range(2))
    for draft in (one, other):
        actions.submit(draft, by=cast.ines)
    joint = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, {"id": society.pk}])
    actions.submit(joint, by=cast.ana)
    answered = joint.sources.filter(source=society)
    answered.update(answered_at=timezone.now(), answered_by=cast.ines)

    actions.confirm_source(one.sources.get(), by=cast.dora)

    assert confirmed(other) == {str(society)}
    assert confirmed(joint) == {str(ministry), str(society)}
    assert Mandate.objects.get(person=cast.ines).confirmed_at is not None


def test_source_of_words_that_were_replaced_is_not_confirmed(make_draft, cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    draft = make_draft(by=cast.ines, sources=[{"id": society.pk}])
    actions.submit(draft, by=cast.ines)
    seen = draft.sources.get()
    send_again(draft, by=cast.ines, statement="Harbours matter.")

    with pytest.raises(NotPossible, match="sent it again"):
        actions.confirm_source(seen, by=cast.dora)
    assert confirmed(draft) == set()


def test_an_author_whose_mandate_has_ended_since_is_asked_about_again(make_draft, cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    draft = make_draft(by=cast.ines, sources=[{"id": society.pk}])
    actions.submit(draft, by=cast.ines)
    actions.confirm_source(draft.sources.get(), by=cast.dora)
    Mandate.objects.filter(person=cast.ines).update(ended_at=timezone.now(), is_lead=False)

    send_again(draft, by=cast.ines, statement="Harbours matter.")

    assert confirmed(draft) == set()
