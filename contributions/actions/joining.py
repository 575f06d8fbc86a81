"""Joint contributions: each source that an author names says for itself whether it says this."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible, TooMuch
from contributions import notices
from contributions.models import Contribution, ContributionSource
from contributions.queries.joining import ANSWERABLE, answerable_by
from record.actions import enter
from stakeholders import actions as stakeholders
from stakeholders.models import Mandate

from .moving import lock
from .voices import confirm_named, list_anew

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_REFUSAL = 2000
ASKED_AGAIN_AFTER = timedelta(days=1)


def ask_the_others(contribution: Contribution, *, addresses: Mapping[int, str], by: "Person") -> None:
    """Write to those who can answer for each source that is named and not confirmed. The contribution is locked.

    ``addresses``: by the id of a source the e-mail address that the author gave, for one that nobody speaks for here.
    The source that the author speaks for, or says so, is asked for by the secretariat. Who has not answered yet is not
    written to for each change of a word.
    """
    named = list(contribution.sources.select_related("source", "invitation").order_by("pk"))
    if len(named) < 2:
        return
    at = timezone.now()
    own = set(Mandate.objects.current().filter(person=by).values_list("source", flat=True))
    for each in named:
        if not each.is_invited or each.source_id in own or each.source.person_id:
            continue
        if each.asked_at is None or each.asked_at < at - ASKED_AGAIN_AFTER:
            each.asked_at = at
            each.save(update_fields=["asked_at"])
            notices.asked_to_join(each)
        _invite(each, addresses.get(each.source_id, ""), by=by)


def _invite(named: ContributionSource, address: str, *, by: "Person") -> None:
    """A link to the address; none where the author has sent too many today: then the secretariat asks."""
    if not address or _was_asked(named, address):
        return
    try:
        named.invitation, token = stakeholders.ask_to_join(named.source, address=address, by=by)
    except TooMuch:
        return
    named.save(update_fields=["invitation"])
    notices.invited_to_join(named, token)


def _was_asked(named: ContributionSource, address: str) -> bool:
    """The same address again, which has taken its invitation, or still can: it hears as those who speak do."""
    invitation = named.invitation
    if invitation is None or invitation.address.casefold() != address.casefold():
        return False
    return invitation.accepted_by_id is not None or not stakeholders.why_closed(invitation)


@transaction.atomic
def confirm_joining(named: ContributionSource, *, by: "Person", digest: str) -> None:
    """State for a source that it says this: exactly the words with this ``digest``. Twice does no harm.

    It counts at once if ``by`` has a confirmed mandate for the source, else once that mandate is confirmed. A refusal
    is taken back. Raise ``NotAllowed`` for anybody who may not answer for it, ``NotPossible`` where other words are in
    force by now.
    """
    contribution, current = _locked(named, by=by)
    if contribution.submission is None or contribution.submission.digest != digest:
        raise NotPossible(_("It was sent again with other words since you opened this page. Read what is in force."))
    if current.confirmed_at is not None:
        return
    at = timezone.now()
    ContributionSource.objects.filter(pk=current.pk).update(answered_at=at, answered_by=by, refused_at=None, refusal="")
    if current.answered_by_id != by.pk or current.refused_at is not None:
        enter("contribution.join", subject=contribution, by=by, digest=digest, source=current.source_id)
    if current.refused_at is not None:
        list_anew(contribution)
    if Mandate.objects.confirmed().filter(person=by, source=current.source_id).exists():
        current.refresh_from_db()
        confirm_named(current, by=by)
    notices.joined(current, by=by)
    _read_anew(named, current)


@transaction.atomic
def refuse_joining(named: ContributionSource, *, by: "Person", reason: str = "") -> None:
    """State for a source that it does not say this: its name is taken out at once, and the author is told.

    Possible after it was confirmed or published as well. Raise ``NotAllowed`` for anybody who may not answer for it,
    ``NotPossible`` for the last one that speaks: then the contribution is withdrawn, or not published.
    """
    contribution, current = _locked(named, by=by)
    if len(reason) > LONGEST_REFUSAL:
        sentence = _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_REFUSAL}
        raise Incomplete(sentence, fields={"reason": sentence})
    if current.refused_at is not None:
        return
    speaking = contribution.sources.speaking()
    if current.confirmed_at is not None and not speaking.exclude(pk=current.pk).exists():
        raise NotPossible(_("No other source speaks in this contribution. Withdraw it instead."))
    ContributionSource.objects.filter(pk=current.pk).update(
        refused_at=timezone.now(),
        refusal=reason.strip(),
        confirmed_at=None,
        answered_at=None,
        answered_by=None,
        shown_as_invited_at=None,
    )
    list_anew(contribution)
    digest = contribution.submission.digest if contribution.submission else ""
    enter("contribution.refuse_joining", subject=contribution, by=by, digest=digest, source=current.source_id)
    notices.refused_to_join(current, by=by, reason=reason.strip())
    _read_anew(named, current)


@transaction.atomic
def show_as_invited(named: ContributionSource, *, by: "Person") -> None:
    """Wait no longer for a source: the contribution may be published with the others, and says that it is invited.

    Raise ``NotAllowed`` for anybody but the secretariat, ``NotPossible`` for one that has answered.
    """
    contribution = lock(named.contribution)
    if not by.has_perm("contributions.review", contribution):
        raise NotAllowed(_("Only the secretariat of this process can do this."))
    waiting = ContributionSource.objects.invited().filter(pk=named.pk)
    if not waiting.exists():
        raise NotPossible(_("This source has answered meanwhile."))
    if waiting.filter(shown_as_invited_at=None).update(shown_as_invited_at=timezone.now()):
        enter("contribution.show_as_invited", subject=contribution, by=by, source=named.source_id)
    named.refresh_from_db()


def _read_anew(named: ContributionSource, current: ContributionSource) -> None:
    """What the caller holds, as it is now: sent again meanwhile, the source is named by another row."""
    named.pk = current.pk
    named.refresh_from_db()


def _locked(named: ContributionSource, *, by: "Person") -> tuple[Contribution, ContributionSource]:
    """The contribution, locked, and the row as it is now; or the refusal that answers ``by``."""
    contribution = lock(named.contribution)
    current = contribution.sources.select_related("source").filter(source=named.source_id).first()
    if current is None:
        raise NotPossible(_("This source is not named in the contribution any more."))
    if contribution.state not in ANSWERABLE:
        raise NotPossible(_("This contribution was declined or withdrawn. There is nothing to answer any more."))
    if not answerable_by(by).filter(pk=current.pk).exists():
        raise NotAllowed(_("Only those who speak for this source can answer for it."))
    current.contribution = contribution
    return contribution, current
