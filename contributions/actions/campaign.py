"""Grouping contributions with nearly the same text, and dissolving that again.

A campaign is a name that its members bear, and nothing else: no state, symbol, text or place in a list changes. Locks:
the campaign's row first, then members by their ids.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.lines import one_line
from common.refusals import Incomplete, NotPossible, Sentence
from common.stamps import bump
from consultations.actions.permission import must_work_for
from contributions.enums import State
from contributions.models import Campaign, Contribution
from record.actions import enter, enter_each

if TYPE_CHECKING:
    from stakeholders.models import Person

# How many can be grouped in one act; the rest are added by further ones.
MOST_AT_ONCE = 500
LONGEST_NAME = 300
_is_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def group(
    representative: Contribution,
    others: Iterable[Contribution],
    *,
    by: "Person",
    organiser: str = "",
    organiser_url: str = "",
) -> Campaign:
    """Show contributions of one round together under the text of one of them; say publicly who organised it, if known.

    Each stays listed under its own symbol. Raise ``NotAllowed``, ``Incomplete`` for an address that is none, and
    ``NotPossible`` for fewer than two, for drafts, for what belongs to another round or to a campaign already.
    """
    must_work_for(representative.round.process, by)
    said = _organiser(organiser, organiser_url)
    members = _lock({representative.pk, *(other.pk for other in others)})
    if len(members) < 2:
        raise NotPossible(_("Choose at least two contributions that say nearly the same."))
    _must_fit(members, representative.round_id)
    campaign = Campaign.objects.create(
        round=representative.round, representative=representative, made_by=by, made_at=timezone.now(), **said
    )
    _join(members, campaign, by=by)
    enter("campaign.group", subject=campaign, by=by, representative=representative.pk, members=len(members))
    bump("public")
    return campaign


@transaction.atomic
def add_to_campaign(campaign: Campaign, contributions: Iterable[Contribution], *, by: "Person") -> int:
    """Add contributions to a campaign; return how many were not in it before. Refusals as for ``group``."""
    current = _lock_campaign(campaign, by=by)
    members = [each for each in _lock({each.pk for each in contributions}) if each.campaign_id != current.pk]
    _must_fit(members, current.round_id)
    _join(members, current, by=by)
    bump("public")
    return len(members)


@transaction.atomic
def take_out_of_campaign(campaign: Campaign, contribution: Contribution, *, by: "Person") -> None:
    """Take one out again; twice does no harm. The representative stays as long as the campaign does.

    Raise ``NotAllowed``, or ``NotPossible`` for the representative and where the campaign is dissolved.
    """
    current = _lock_campaign(campaign, by=by)
    if contribution.pk == current.representative_id:
        raise NotPossible(_("This text stands for the others. Dissolve the campaign, or let another stand for them."))
    for member in _lock({contribution.pk}):
        if member.campaign_id == current.pk:
            _leave([member], current, by=by)
    bump("public")


@transaction.atomic
def represent(campaign: Campaign, contribution: Contribution, *, by: "Person") -> None:
    """Let another member's text stand for all. Raise ``NotAllowed``, ``NotPossible``."""
    current = _lock_campaign(campaign, by=by)
    member = next(iter(_lock({contribution.pk})), None)
    if member is None or member.campaign_id != current.pk:
        raise NotPossible(_("Only a member of the campaign can stand for the others."))
    Campaign.objects.filter(pk=current.pk).update(representative=member)
    enter("campaign.represent", subject=current, by=by, representative=member.pk)
    bump("public")


@transaction.atomic
def name_organiser(campaign: Campaign, *, by: "Person", organiser: str, organiser_url: str) -> None:
    """Say who organised it, or that it is not known. Raise ``NotAllowed``, ``NotPossible``, ``Incomplete``."""
    current = _lock_campaign(campaign, by=by)
    said = _organiser(organiser, organiser_url)
    Campaign.objects.filter(pk=current.pk).update(**said)
    enter("campaign.organiser", subject=current, by=by, is_known=bool(said["organiser"]))
    bump("public")


@transaction.atomic
def dissolve(campaign: Campaign, *, by: "Person") -> None:
    """Undo the grouping: everything is as if there had been none, but for the record. Twice is ``NotPossible``."""
    current = _lock_campaign(campaign, by=by)
    rows = Contribution.objects.select_for_update(no_key=True).filter(campaign=current)
    members = list(rows.order_by("pk").only("pk"))
    _leave(members, current, by=by)
    Campaign.objects.filter(pk=current.pk).update(dissolved_at=timezone.now())
    enter("campaign.dissolve", subject=current, by=by, members=len(members))
    bump("public")


def _lock_campaign(campaign: Campaign, *, by: "Person") -> Campaign:
    must_work_for(campaign.round.process, by)
    current = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if not current.stands:
        raise NotPossible(_("This campaign was dissolved meanwhile."))
    return current


def _lock(keys: Collection[int]) -> list[Contribution]:
    if len(keys) > MOST_AT_ONCE:
        raise NotPossible(
            ngettext(
                "Choose at most %(number)d contribution at a time.",
                "Choose at most %(number)d contributions at a time.",
                MOST_AT_ONCE,
            )
            % {"number": MOST_AT_ONCE}
        )
    rows = Contribution.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return list(rows.only("pk", "round", "state", "submission", "campaign", "title"))


def _must_fit(members: Iterable[Contribution], round_id: int) -> None:
    for member in members:
        if member.round_id != round_id or member.state == State.DRAFT or member.submission_id is None:
            raise NotPossible(_("Only what was sent to one and the same round can be grouped."))
        if member.campaign_id is not None:
            raise NotPossible(_("“%(title)s” belongs to a campaign already.") % {"title": member.title})


def _join(members: Collection[Contribution], campaign: Campaign, *, by: "Person") -> None:
    Contribution.objects.filter(pk__in=[member.pk for member in members]).update(campaign=campaign)
    enter_each("contribution.group", subjects=members, by=by, campaign=campaign.pk)


def _leave(members: Collection[Contribution], campaign: Campaign, *, by: "Person") -> None:
    Contribution.objects.filter(pk__in=[member.pk for member in members]).update(campaign=None)
    enter_each("contribution.ungroup", subjects=members, by=by, campaign=campaign.pk)


def _organiser(name: str, url: str) -> dict[str, str]:
    name, url = one_line(name), one_line(url)
    wrong: dict[str, Sentence] = {}
    if len(name) > LONGEST_NAME:
        wrong["organiser"] = _("Give a shorter name.")
    if url and not _is_web_address(url):
        wrong["organiser_url"] = _("Give an address that begins with https:// or http://.")
    if url and not name:
        wrong["organiser"] = _("Say whose address this is.")
    if wrong:
        raise Incomplete(_("What is said of the organiser is not complete."), fields=wrong)
    return {"organiser": name, "organiser_url": url}


def _is_web_address(url: str) -> bool:
    try:
        _is_address(url)
    except ValidationError:
        return False
    return len(url) <= 500
