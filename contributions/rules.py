"""Who may do what with a contribution. Roles and relations only: not when, not whether it is complete."""

from typing import TYPE_CHECKING

import rules

from contributions.enums import BY_HAND, Move, State
from contributions.models import Contribution
from stakeholders.models import Mandate

if TYPE_CHECKING:
    from stakeholders.models import Person


@rules.predicate
def speaks_for_it(person: "Person", contribution: Contribution | None) -> bool:
    """Began it, or has a confirmed mandate for one of the sources it was sent for and that has not refused.

    Whoever began to write down what came on paper does not speak for it.
    """
    if contribution is None or not person.is_authenticated:
        return False
    if contribution.author_id == person.pk and contribution.channel not in BY_HAND:
        return True
    return (
        contribution.submission_id is not None
        and Mandate.objects.confirmed()
        .filter(
            person=person,
            source__contribution_sources__contribution=contribution,
            source__contribution_sources__refused_at=None,
        )
        .exists()
    )


@rules.predicate
def is_asked_to_join(person: "Person", contribution: Contribution | None) -> bool:
    """Has taken an invitation to say for one of its sources whether it says this: reads it before others do."""
    if contribution is None or not person.is_authenticated:
        return False
    return contribution.sources.filter(invitation__accepted_by=person, refused_at=None).exists()


@rules.predicate
def is_secretariat_of_process(person: "Person", contribution: Contribution | None) -> bool:
    """Works in the secretariat of the process that the contribution was sent to."""
    return contribution is not None and person.has_perm("consultations.work_for", contribution.round.process)


@rules.predicate
def reads_its_desk(person: "Person", contribution: Contribution | None) -> bool:
    """Has any role in the process that the contribution was sent to: each reads at its desk."""
    return contribution is not None and person.has_perm("consultations.read_desk", contribution.round.process)


@rules.predicate
def wrote_it_down(person: "Person", contribution: Contribution | None) -> bool:
    """Works for the process, and the contribution came on paper, by e-mail or spoken: the desk writes it down."""
    if contribution is None or contribution.channel not in BY_HAND:
        return False
    return is_secretariat_of_process(person, contribution)


@rules.predicate
def is_public(person: "Person", contribution: Contribution | None) -> bool:
    """Has an address for everybody."""
    return contribution is not None and contribution.published_at is not None


@rules.predicate
def has_left_the_author(person: "Person", contribution: Contribution | None) -> bool:
    """Was sent at least once; a draft is nobody else's business."""
    return contribution is not None and contribution.submission_id is not None and contribution.state != State.DRAFT


WHO_MAY: dict[Move, rules.predicates.Predicate] = {
    Move.SUBMIT: speaks_for_it | wrote_it_down,
    Move.REPLACE: speaks_for_it | wrote_it_down,
    Move.TAKE_UP: is_secretariat_of_process,
    Move.RETURN: is_secretariat_of_process,
    Move.PUBLISH: is_secretariat_of_process,
    Move.DECLINE: is_secretariat_of_process,
    Move.CARRY: speaks_for_it | wrote_it_down,
    Move.WITHDRAW: (is_secretariat_of_process & has_left_the_author) | speaks_for_it,
}

for move, predicate in WHO_MAY.items():
    rules.set_perm(f"contributions.{move.value}", predicate)
# Once it is published something of it may be sealed.
rules.set_perm("contributions.edit", speaks_for_it | (wrote_it_down & ~is_public))
# What its source can say at any time; of what came on paper the desk hears it by letter.
rules.set_perm("contributions.answer_for", speaks_for_it | wrote_it_down)
rules.set_perm("contributions.revise", speaks_for_it)
rules.set_perm("contributions.review", is_secretariat_of_process & has_left_the_author)
rules.set_perm("contributions.redact", is_secretariat_of_process & has_left_the_author)
reads_at_the_desk = reads_its_desk & has_left_the_author
rules.set_perm("contributions.read_what_was_sent", speaks_for_it | is_asked_to_join | reads_at_the_desk)
rules.set_perm("contributions.view", is_public | speaks_for_it | is_asked_to_join | reads_at_the_desk)
