"""Campaigns as everybody sees them, and as the desk does."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from consultations.models import Round
from contributions.enums import Consent, State
from contributions.models import Campaign, Contribution, ContributionQuerySet
from contributions.queries.published import published_form
from contributions.queries.reading import with_list_facts
from contributions.similarity.differences import Difference, Part, differences, summary


@dataclass(frozen=True)
class Member:
    """A published member of a campaign with what it says differently; the representative says nothing differently."""

    contribution: Contribution
    difference: Difference
    is_representative: bool


def public_campaigns(round_: Round) -> QuerySet[Campaign]:
    """The campaigns of a round of which something is public, each with ``size``: how many members are published."""
    standing = Campaign.objects.standing().filter(round=round_)
    counted = standing.annotate(size=Count("members", filter=Q(members__state=State.PUBLISHED)))
    return counted.filter(size__gt=0).select_related("representative__symbol").order_by("pk")


def public_members(campaign: Campaign) -> ContributionQuerySet:
    """Its published members with what lists show of them and what they say, in the order of symbols.

    Those that are only counted are counted, and not shown.
    """
    shown = Contribution.objects.published().filter(campaign=campaign).exclude(consent=Consent.AGGREGATE)
    return with_list_facts(shown).select_related("symbol", "round__process", "submission", "period")


def representative_of(campaign: Campaign) -> Contribution | None:
    """The text that stands for all, as far as it is published: that of the representative, else none."""
    return public_members(campaign).filter(pk=campaign.representative_id).first()


def compared(representative: Contribution, contributions: Collection[Contribution]) -> list[Member]:
    """Members with what each says differently, in the order given."""
    base = published_form(representative)
    return [
        Member(each, summary(differences(base, published_form(each))), each.pk == representative.pk)
        for each in contributions
    ]


def compared_with(representative: Contribution, member: Contribution) -> list[Part]:
    """What everybody may read of both, part by part."""
    return differences(published_form(representative), published_form(member))


def campaigns_at(processes: Collection[int]) -> QuerySet[Campaign]:
    """The campaigns at these desks, the latest first, each with ``size``, all its members, and ``published``."""
    return (
        Campaign.objects.filter(round__process__in=processes)
        .annotate(size=Count("members"), published=Count("members", filter=Q(members__state=State.PUBLISHED)))
        .select_related("round__process", "representative__symbol", "made_by")
        .defer("representative__content", "representative__search", "round__description", "round__process__mandate")
    )
