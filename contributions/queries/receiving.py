"""How a round receives, as pages say it before and after something is sent."""

from dataclasses import dataclass
from datetime import datetime

from consultations.models import CommentPeriod, ReceivingRules, Round, receiving_of
from contributions import lanes


@dataclass(frozen=True)
class Explained:
    """A round's published rules with the instants that follow from them; ``limits`` None where it has no lanes."""

    rules: ReceivingRules
    meets_at: datetime | None
    limits: lanes.Limits | None


def lanes_for(round_: Round) -> lanes.Rules:
    """The round's lanes as the pure rules take them."""
    rules = receiving_of(round_)
    return lanes.Rules(rules.in_time_hours, rules.delayed_hours, rules.delayed_for_action)


def meeting_for(period: CommentPeriod, round_: Round) -> datetime | None:
    """The first instant of the meeting that contributions in this period are for; None where there is none.

    A period that opens when the meeting has begun asks for something about it, or after it: it has no lanes.
    """
    meets_at = round_.meets_at
    return meets_at if meets_at is not None and period.opens_at < meets_at else None


def explained(round_: Round) -> Explained:
    """What everybody can read about how this round receives."""
    return Explained(receiving_of(round_), round_.meets_at, lanes.limits_of(round_.meets_at, lanes_for(round_)))
