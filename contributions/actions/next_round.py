"""What came too late is held, and goes to the next round if its source wants that. Nothing is thrown away."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from consultations.models import CommentPeriod
from contributions import notices
from contributions.consent import written
from contributions.content import Content
from contributions.enums import Held, Lane, Move
from contributions.models import Contribution, NextRoundOffer, Submission, timing_of
from contributions.queries.next_round import UNDECIDED, held, waiting_for_an_offer
from contributions.search import index_for_desk
from record.actions import enter

from .files import give_up_copies
from .moving import check, lock, move
from .submission import fixed_of, must_be_asked, shown, store
from .timing import Moment, facts_of, is_for_action, keep, timing_at

if TYPE_CHECKING:
    from stakeholders.models import Person


def offer_next_rounds(*, at: datetime | None = None) -> int:
    """Ask the authors of what is held whether it shall go to the round that is there now; return how many letters.

    Each is asked once about each round, however often and however late this runs.
    """
    at = at or timezone.now()
    return sum(_offer(pk, at=at) for pk, _round in waiting_for_an_offer(at))


@transaction.atomic
def _offer(pk: int, *, at: datetime) -> bool:
    contribution = held().select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    waiting = waiting_for_an_offer(at, only=pk) if contribution is not None else []
    if contribution is None or not waiting:
        return False
    offer = NextRoundOffer.objects.create(contribution=contribution, round_id=waiting[0][1], asked_at=at)
    notices.next_round_offered(contribution, offer)
    enter("contribution.offer_next_round", subject=contribution, by=None, round=offer.round_id)
    return True


@transaction.atomic
def carry(contribution: Contribution, period: CommentPeriod, *, by: "Person", at: datetime | None = None) -> Submission:
    """Carry what is held to ``period`` of a later round, as its source wants it; its lane is found anew there.

    It stays the same contribution, with its talk, its files and its record. What was sent keeps its words and its
    digest; the same words are sent again to the new place, as another submission. Answers to questions that are not
    asked there stand in the statement, under their question; in the working copy too, which keeps what was not sent
    yet. What was taken out of what everybody reads is looked at anew, as with every sending. Raise ``NotPossible``
    where nothing is held, or where it would be too late there too; ``NotAllowed`` for who does not speak for it and for
    a group that is not asked.
    """
    at = at or timezone.now()
    current = lock(contribution)
    check(current, Move.CARRY, by=by)
    must_be_held(current)
    was, before, in_force = current.round, current.period, current.submission
    later = CommentPeriod.objects.public().not_over(at=at).filter(round__process=was.process_id)
    to = later.filter(round__number__gt=was.number).select_related("round__process").filter(pk=period.pk).first()
    if to is None:
        raise NotPossible(_("A contribution can be carried to a later round of its process that still takes some."))
    current.period, current.round = to, to.round
    must_be_asked(current, [named.source for named in current.sources.select_related("source")])
    earlier = timing_of(in_force)
    timing = timing_at(current, Moment(at), asks_action=earlier is None or earlier.asks_action)
    timing.carried_from = was
    if timing.lane == Lane.NEXT_ROUND:
        raise NotPossible(_("It would be too late for that round too, so it stays held. It can go to the one after."))
    content = _set_into_the_statement(Content.from_json(in_force.content if in_force is not None else {}), before)
    content.consent = written(current.consent)
    submission = store(current, fixed_of(current, content), by=by, at=at)
    keep(timing, submission)
    give_up_copies(current)
    _answer(current, Held.CARRY, at=at)
    move(
        current,
        Move.CARRY,
        by=by,
        at=at,
        facts={"submission": submission.number, "from_round": was.pk, "period": to.pk} | facts_of(timing),
        period=to,
        round=to.round,
        submission=submission,
        public_form=None,
        submitted_at=at,
        assignee=None,
        content=_set_into_the_statement(Content.from_json(current.content), before).to_json(),
        content_version=current.content_version + 1,
        **shown(content),
        lane=timing.lane,
        is_for_action=is_for_action(current, timing),
    )
    index_for_desk(current, content)
    notices.received(current, submission, timing)
    contribution.refresh_from_db()
    return submission


@transaction.atomic
def leave_held(contribution: Contribution, *, by: "Person", at: datetime | None = None) -> None:
    """Leave it where it is: kept and unpublished. Its author is asked again when another round comes."""
    current = lock(contribution)
    if not by.has_perm("contributions.edit", current):
        raise NotAllowed(_("You may not do this with this contribution."))
    must_be_held(current)
    if _answer(current, Held.LEAVE, at=at or timezone.now()):
        enter("contribution.leave_held", subject=current, by=by)


def must_be_held(contribution: Contribution) -> None:
    """Raise ``NotPossible`` unless it came too late and nothing was decided about it."""
    if contribution.lane != Lane.NEXT_ROUND or contribution.state not in UNDECIDED:
        raise NotPossible(_("This contribution is not held for a later round any more."))


def _answer(contribution: Contribution, answer: Held, *, at: datetime) -> int:
    """Note the answer on what was asked last; how many questions that answered."""
    latest = contribution.next_round_offers.order_by("-round__number").values("pk")[:1]
    asked = NextRoundOffer.objects.filter(pk__in=latest).exclude(answer=answer)
    return asked.update(answer=answer, answered_at=at)


def _set_into_the_statement(content: Content, before: CommentPeriod) -> Content:
    """The same, with the answers that nobody asks for any more set into the statement."""
    passages = [content.statement.strip()]
    for question in before.questions.all():
        answer = content.answers.pop(str(question.pk), "").strip()
        if answer:
            passages += [question.text.localize(content.language) or str(question.text), answer]
    content.statement = "\n\n".join(passage for passage in passages if passage)
    return content
