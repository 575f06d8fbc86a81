"""The talk before publication: who is told, what waits for an answer, and what nobody decides unread."""

import pytest
from django.utils import timezone

from common.refusals import NotAllowed, NotPossible
from consultations.enums import Role
from consultations.models import ProcessRole
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from notifications.models import Letter
from record.queries import about

pytestmark = pytest.mark.django_db


def letters(family, person):
    return Letter.objects.filter(family=f"contributions/{family}", person=person)


def waits(contribution):
    contribution.refresh_from_db()
    return Contribution.objects.awaiting_review().filter(pk=contribution.pk).exists()


@pytest.fixture
def returned(make_contribution):
    return make_contribution(State.RETURNED)


def test_author_has_a_letter_about_what_the_secretariat_says(cast, make_contribution):
    made = make_contribution(State.UNDER_REVIEW)

    actions.remark(made, "A fine text.\n\nWe read it tomorrow.", by=cast.omar)

    letter = letters("remarked", cast.ana).get()
    assert "A fine text." in letter.text
    assert f"/contributions/{made.pk}/" in letter.text


def test_whoever_answers_for_it_has_a_letter_about_what_the_author_says(cast, returned):
    actions.remark(returned, "The cables of the north.", by=cast.ben)

    letter = letters("answered", cast.dora).get()
    assert "The cables of the north." in letter.text
    assert f"/desk/contributions/{returned.pk}/" in letter.text
    assert not letters("answered", cast.omar).exists()


def test_answer_brings_it_back_to_what_waits(cast, returned):
    assert not waits(returned)

    actions.remark(returned, "These.", by=cast.ana)

    assert waits(returned)
    assert (returned.state, returned.answered_at is not None) == (State.RETURNED, True)


def test_first_unanswered_word_counts_however_many_follow(cast, returned):
    actions.remark(returned, "These.", by=cast.ana)
    returned.refresh_from_db()
    first = returned.answered_at
    actions.remark(returned, "And those.", by=cast.ana)

    returned.refresh_from_db()
    assert returned.answered_at == first


@pytest.mark.parametrize(
    "react",
    [
        lambda made, dora: actions.take_up(made, by=dora),
        lambda made, dora: actions.remark(made, "Thank you.", by=dora),
        lambda made, dora: actions.settle(made, by=dora),
        lambda made, dora: actions.withdraw(made, by=dora),
    ],
    ids=["taken up", "replied to", "settled", "withdrawn"],
)
def test_reaction_of_the_secretariat_ends_the_waiting_for_an_answer(react, cast, returned):
    actions.remark(returned, "These.", by=cast.ana)

    react(returned, cast.dora)

    returned.refresh_from_db()
    assert returned.answered_at is None


def test_answered_one_is_taken_up_again_and_published(cast, returned):
    actions.remark(returned, "These.", by=cast.ana)
    actions.take_up(returned, by=cast.dora)

    assert actions.publish(returned, by=cast.dora).text == "WGX/1/1"


def test_author_may_mend_it_after_answering_until_it_is_taken_up(cast, returned):
    actions.remark(returned, "I mend it.", by=cast.ana)
    actions.save(returned, returned.content | {"statement": "The cables of the north matter."}, by=cast.ana)
    actions.submit(returned, by=cast.ana)

    returned.refresh_from_db()
    assert (returned.state, returned.answered_at is not None) == (State.SUBMITTED, True)
    assert letters("mended", cast.dora).count() == 1


def test_replacing_what_was_never_returned_is_no_answer(cast, make_contribution):
    made = make_contribution(State.SUBMITTED)
    actions.save(made, made.content | {"statement": "Other words."}, by=cast.ana)
    actions.submit(made, by=cast.ana)

    made.refresh_from_db()
    assert made.answered_at is None
    assert not letters("mended", cast.dora).exists()


def test_what_was_said_about_something_decided_waits_too_but_not_with_what_is_undecided(cast, make_contribution):
    made = make_contribution(State.DECLINED)
    actions.remark(made, "You have misread us.", by=cast.ana)

    assert not waits(made)
    assert made.answered_at is not None


DECISIONS = {
    "take_up": lambda made, by, **read: actions.take_up(made, by=by, **read),
    "return": lambda made, by, **read: actions.return_to_author(made, by=by, reason="Which?", **read),
    "publish": lambda made, by, **read: actions.publish(made, by=by, **read),
    "decline": lambda made, by, **read: actions.decline(made, by=by, reason="No.", **read),
    "withdraw": lambda made, by, **read: actions.withdraw(made, by=by, **read),
    "remark": lambda made, by, **read: actions.remark(made, "Well?", by=by, **read),
    "settle": lambda made, by, **read: actions.settle(made, by=by, **read),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_nothing_is_decided_before_the_last_word_was_heard(decision, cast, make_contribution):
    made = make_contribution(State.SUBMITTED)
    first = actions.remark(made, "One thing.", by=cast.ana)
    actions.remark(made, "And another.", by=cast.ana)
    before = list(about(made).values_list("verb", flat=True))

    with pytest.raises(NotPossible, match="Something was said"):
        DECISIONS[decision](made, cast.dora, heard=first.pk)

    made.refresh_from_db()
    assert (made.state, list(about(made).values_list("verb", flat=True))) == (State.SUBMITTED, before)


@pytest.mark.parametrize("who", ["ana", "otto", "chris", "olga"])
def test_only_the_secretariat_says_that_nothing_is_left_to_answer(who, cast, make_contribution):
    made = make_contribution(State.UNDER_REVIEW)
    actions.remark(made, "Please look.", by=cast.ana)

    with pytest.raises(NotAllowed):
        actions.settle(made, by=getattr(cast, who))


def test_settling_twice_is_one_act(cast, returned):
    actions.remark(returned, "These.", by=cast.ana)
    actions.settle(returned, by=cast.dora)
    actions.settle(returned, by=cast.dora)

    assert about(returned).filter(verb="contribution.settle").count() == 1


def test_who_works_there_no_more_is_not_told_what_authors_write_to_the_desk(make_contribution, cast):
    contribution = make_contribution(State.UNDER_REVIEW)
    actions.assign(contribution, to=cast.omar, by=cast.dora)
    actions.remark(contribution, "For the secretariat alone.", by=cast.ana)
    gone = make_contribution(State.UNDER_REVIEW)
    actions.assign(gone, to=cast.omar, by=cast.dora)
    letters("assigned", cast.omar).filter(about=f"contributions.contribution:{gone.pk}").update(sent_at=timezone.now())
    second = ProcessRole.objects.create(process=contribution.round.process, person=cast.omar, role=Role.OBSERVER)

    actions.end_role(cast.omar.process_roles.get(role=Role.OFFICER), by=cast.dora)
    with_another_role = letters("answered", cast.omar).called_off().count()
    actions.end_role(second, by=cast.dora)

    assert with_another_role == 0
    assert letters("answered", cast.omar).called_off().count() == 1
    assert letters("assigned", cast.omar).called_off().count() == 1
    assert Letter.objects.filter(family="consultations/dismissed", person=cast.omar, called_off_at=None).count() == 2
