"""What is held because it came too late, and where it could go."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from consultations.models import CommentPeriod, Round
from contributions.enums import Lane, State
from contributions.models import Contribution, ContributionQuerySet, NextRoundOffer

# As long as nothing was decided about it.
UNDECIDED = (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED)


def held() -> ContributionQuerySet:
    """What came too late for its round and was neither declined nor withdrawn."""
    return Contribution.objects.filter(lane=Lane.NEXT_ROUND, state__in=UNDECIDED)


def with_held(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Rounds with ``held``: how much is held of each; None for nothing."""
    counted = held().filter(round=OuterRef("pk")).order_by().values("round").annotate(number=Count("pk"))
    return rounds.annotate(held=Subquery(counted.values("number")))


def waiting_for_an_offer(at: datetime, *, only: int | None = None, most: int = 100) -> list[tuple[int, int]]:
    """Held contributions whose next round is there now, and whose author was not asked: the ids of both.

    ``only``: of this contribution.
    """
    not_over = CommentPeriod.objects.public().not_over(at=at).filter(round=OuterRef("pk"))
    later = Round.objects.public().filter(
        Exists(not_over), process=OuterRef("round__process"), number__gt=OuterRef("round__number")
    )
    offers = NextRoundOffer.objects.filter(contribution=OuterRef("pk"), round=OuterRef("next"))
    found = held() if only is None else held().filter(pk=only)
    found = found.annotate(next=Subquery(later.order_by("number").values("pk")[:1])).exclude(next=None)
    return list(found.exclude(Exists(offers)).order_by("pk").values_list("pk", "next")[:most])


def periods_for(contribution: Contribution, *, at: datetime) -> list[CommentPeriod]:
    """The comment periods to which it could go: of the next round that has any. Those of its own purpose stand first.

    In the order in which they close. Public, open or still to open.
    """
    found = (
        CommentPeriod.objects.public()
        .not_over(at=at)
        .filter(round__process=contribution.round.process_id, round__number__gt=contribution.round.number)
        .select_related("round__process", "round__receiving")
        .order_by("round__number", "closes_at", "pk")
    )
    periods = [each for each in found if each.round_id == found[0].round_id] if found else []
    return sorted(periods, key=lambda each: each.purpose != contribution.period.purpose)
