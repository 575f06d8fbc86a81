"""How a contribution stands, in words for its author, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.enums import PeriodState
from contributions.actions.timing import takes_late
from contributions.enums import Lane, State
from contributions.models import Contribution

Sentence = str | Promise


@dataclass(frozen=True)
class Standing:
    """``now`` is how it stands, ``next`` what will or can happen."""

    now: Sentence
    next: Sentence


WORDS = {
    State.DRAFT: Standing(
        _("You are writing it. Nobody else sees it."),
        _("Finish it and submit it before the period closes."),
    ),
    State.SUBMITTED: Standing(
        _("The secretariat has received it."),
        _("It will be looked at, and published under a symbol. Until the period closes you can still replace it."),
    ),
    State.UNDER_REVIEW: Standing(
        _("The secretariat is looking at it."),
        _("You get a letter when it is published, or when there is a question."),
    ),
    State.RETURNED: Standing(
        _("The secretariat has a question."),
        _("Mend it and submit it again, also after the period has closed; or answer below."),
    ),
    State.PUBLISHED: Standing(
        _("It is published under its symbol, and everybody can read it."),
        _("You can publish a revision, or withdraw it. The symbol stays in either case."),
    ),
    State.DECLINED: Standing(_("The secretariat has not published it."), _("It says on what ground.")),
    State.WITHDRAWN: Standing(_("It was withdrawn."), _("Nothing more will happen with it.")),
}
ANSWERED = Standing(
    _("Your answer is with the secretariat."),
    _("You get a letter when there is something new. Until it is taken up again you can still mend it."),
)
CLOSED_DRAFT = Standing(
    _("The comment period closed before it was submitted."),
    _("It is kept for you: you can read it, go on writing and download it, but no longer submit it."),
)
LATE_DRAFT = Standing(
    _("The comment period closed before it was submitted."),
    _("You can still send it as a late contribution: it is then held for the next round."),
)
HELD = Standing(
    _("It came too late for this round. It is kept, and not published in it."),
    _("When the next round is there, we ask you by letter whether it shall go there."),
)
CANCELLED_DRAFT = Standing(
    _("The comment period was cancelled before it was submitted."),
    _("It is kept for you: you can read it, go on writing and download it, but not submit it."),
)
CLOSED_SUBMITTED = Standing(
    _("The secretariat has received it."),
    _("It will be looked at, and published under a symbol. The period has closed, so it can no longer be replaced."),
)


def words_of(contribution: Contribution, *, at: datetime) -> Standing:
    """How the contribution stands at the instant ``at``."""
    state = State(contribution.state)
    if state == State.RETURNED and contribution.answered_at is not None:
        return ANSWERED
    has_closed = not contribution.stands_beside and not contribution.period.is_open(at=at)
    if contribution.lane == Lane.NEXT_ROUND and state in (State.SUBMITTED, State.UNDER_REVIEW):
        return HELD
    if has_closed and state == State.DRAFT:
        if contribution.period.state(at=at) == PeriodState.CANCELLED:
            return CANCELLED_DRAFT
        return LATE_DRAFT if takes_late(contribution.period, contribution.round, at=at) else CLOSED_DRAFT
    if has_closed and state == State.SUBMITTED:
        return CLOSED_SUBMITTED
    return WORDS[state]
