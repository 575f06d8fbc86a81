"""Who speaks for a source, where that decides what becomes of contributions.

Each act locks the contributions that wait for this voice first, then the source: see the order of locks in
``docs/architecture.md``.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from contributions import notices
from contributions.enums import State
from contributions.models import Contribution, ContributionSource
from record.actions import enter
from stakeholders import actions as stakeholders
from stakeholders.models import Mandate

from .listing import listed
from .moving import lock
from .showing import show

if TYPE_CHECKING:
    from stakeholders.models import Invitation, Person

# Where a source that is not confirmed can still become so.
OPEN = (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.PUBLISHED)


@transaction.atomic
def confirm_source(named: ContributionSource, *, by: "Person") -> None:
    """State that the secretariat has made sure that this source really speaks here. Twice does no harm.

    Where the author has claimed a mandate for the source, it is confirmed with it, and so is what else waited for that.
    Raise ``NotAllowed`` outside the secretariat, ``NotPossible`` for a source that has refused, and where other words
    were sent meanwhile.
    """
    waiting = _waiting(named.contribution.author_id or 0, named.source_id, and_also=named.contribution_id)
    contribution = lock(named.contribution)
    if not by.has_perm("contributions.review", contribution):
        raise NotAllowed(_("Only the secretariat of this process can confirm a source."))
    current = contribution.sources.filter(pk=named.pk).first()
    if current is None:
        raise NotPossible(_("Its author has sent it again since you opened this page. Read what is in force now."))
    if current.refused_at is not None:
        raise NotPossible(_("This source has said itself that it does not speak here."))
    for claimed in Mandate.objects.claimed().filter(source=named.source_id, person=contribution.author_id):
        stakeholders.confirm_mandate(claimed, by=by)
        _settle(waiting, by=by)
    current.contribution = contribution
    confirm_named(current, by=by)


@transaction.atomic
def confirm_mandate(mandate: Mandate, *, by: "Person | None") -> None:
    """State that the person speaks for the source; what they sent or confirmed in its name is confirmed with it.

    Raise as ``stakeholders.actions.confirm_mandate`` does.
    """
    waiting = _waiting(mandate.person_id, mandate.source_id)
    stakeholders.confirm_mandate(mandate, by=by)
    _settle(waiting, by=by)


@transaction.atomic
def accept_invitation(invitation: "Invitation", *, by: "Person") -> Mandate:
    """Speak for the source from now on; raise as ``stakeholders.actions.accept`` does."""
    waiting = _waiting(by.pk, invitation.source_id)
    mandate = stakeholders.accept(invitation, by=by)
    if mandate.confirmed_at is not None:
        _settle(waiting, by=by)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: "Person | None", reason: str = "") -> None:
    """The person speaks for the source no longer. Where nobody does any more, the secretariats that know it are told.

    Raise as ``stakeholders.actions.end_mandate`` does.
    """
    was_confirmed = mandate.confirmed_at is not None and mandate.ended_at is None
    stakeholders.end_mandate(mandate, by=by, reason=reason)
    if was_confirmed and not Mandate.objects.confirmed().filter(source=mandate.source_id).exists():
        notices.without_a_voice(mandate.source, mandate=mandate)


def _waiting(person_id: int, source_id: int, *, and_also: int | None = None) -> list[ContributionSource]:
    """Where the source is named by the person, or confirmed by them, and counts once their mandate does; locked.

    ``and_also``: a contribution (its id) that is locked with them.
    """
    theirs = Q(contribution__submission__by=person_id) | Q(answered_by=person_id)
    found = ContributionSource.objects.invited().filter(theirs, source=source_id, contribution__state__in=OPEN)
    ids = {*found.values_list("contribution", flat=True), *([and_also] if and_also else [])}
    list(Contribution.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    # Asked again, now that nobody can send other words.
    return list(found.select_related("contribution__submission", "contribution__symbol").order_by("contribution"))


def _settle(waiting: list[ContributionSource], *, by: "Person | None") -> None:
    for named in waiting:
        confirm_named(named, by=by)


def confirm_named(named: ContributionSource, *, by: "Person | None") -> None:
    """The source is confirmed, in a contribution that is locked; where it is public, so is the name at once."""
    at = timezone.now()
    if not ContributionSource.objects.invited().filter(pk=named.pk).update(confirmed_at=at):
        return
    named.confirmed_at = at
    contribution = named.contribution
    if contribution.state == State.PUBLISHED:
        list_anew(contribution)
    enter("contribution.confirm_source", subject=contribution, by=by, source=named.source_id)


def list_anew(contribution: Contribution) -> None:
    """Who speaks in a contribution is not who did: lists, filters, figures and search are told at once.

    Before it is published it is found by all who are named in it and have not refused.
    """
    named = contribution.sources.select_related("source")
    if contribution.state != State.PUBLISHED:
        columns = listed(each.source for each in named.named())
        Contribution.objects.filter(pk=contribution.pk).update(**columns)
        return
    speaking = list(named.speaking())
    columns = listed(each.source for each in speaking) | {"group_ids": sorted({each.group_id for each in speaking})}
    Contribution.objects.filter(pk=contribution.pk).update(**columns)
    show(contribution)
