"""What came through portals: found by the address that its writer was given, and told to its portal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import pgettext_lazy

from consultations.enums import PeriodState
from consultations.models import Process, receiving_of
from contributions.drafts import token_hash
from contributions.enums import State
from contributions.models import Referral
from portals.models import Portal

WAITING, REFUSED, EXPIRED = "waiting", "refused", "expired"
# In the order of a life; a draft is waiting, refused or expired.
STATES = (WAITING, REFUSED, EXPIRED, *(state.value for state in State if state != State.DRAFT))


def by_token(token: str) -> Referral | None:
    """What its writer was asked about with this token; None where there is nothing."""
    return referrals().filter(token_hash=token_hash(token)).first()


def through(portal: Portal) -> QuerySet[Referral]:
    """Everything that came through a portal, with all that ``state_of`` asks. Newest first by ``ORDER``."""
    return referrals().filter(portal=portal)


ORDER = ("-received_at", "-pk")


@dataclass(frozen=True)
class Brought:
    """How much came through a portal, and what its writers said of it."""

    brought: int = 0
    confirmed: int = 0
    refused: int = 0


def brought_to(process: Process, portals: Collection[int]) -> dict[int, Brought]:
    """How much each of these portals has brought to the process, by its id; nothing for one that brought nothing."""
    counted = (
        Referral.objects.filter(portal__in=portals, period__round__process=process)
        .order_by()
        .values_list("portal")
        .annotate(Count("pk"), Count("confirmed_at"), Count("refused_at"))
    )
    return {portal: Brought(*numbers) for portal, *numbers in counted}


def referrals() -> QuerySet[Referral]:
    """Referrals with their surroundings."""
    return Referral.objects.select_related(
        "portal",
        "contribution__symbol",
        "contribution__round__process",
        "period__round__process",
        "period__round__receiving",
    ).defer("contribution__content", "contribution__search")


def state_of(referral: Referral, *, at: datetime) -> str:
    """Where it stands at this instant, as its portal is told: one of ``STATES``. Computed from the clock."""
    if referral.refused_at is not None:
        return REFUSED
    if referral.confirmed_at is None:
        return WAITING if can_be_confirmed(referral, at=at) else EXPIRED
    return referral.contribution.state if referral.contribution is not None else State.WITHDRAWN.value


def can_be_confirmed(referral: Referral, *, at: datetime) -> bool:
    """Is there still somebody to ask, and would what they confirm now be taken? By the rules of ``actions.timing``."""
    if referral.contribution_id is None or at >= referral.expires_at:
        return False
    period = referral.period
    state = period.state(at=at)
    if state != PeriodState.CLOSED:
        return state != PeriodState.CANCELLED
    rules = receiving_of(period.round)
    in_grace = referral.received_at < period.closes_at and at < period.closes_at + rules.grace
    return rules.accepts_late or in_grace


def confirm_before(referral: Referral) -> datetime:
    """The instant before which it has to be confirmed to be in time, as things stand now."""
    return min(referral.period.closes_at, referral.expires_at)


LABELS = {
    WAITING: pgettext_lazy("what a portal handed in", "Waits for the person"),
    REFUSED: pgettext_lazy("what a portal handed in", "Refused by the person"),
    EXPIRED: pgettext_lazy("what a portal handed in", "Not confirmed in time"),
    **{state.value: state.label for state in State if state != State.DRAFT},
}
