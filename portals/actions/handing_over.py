"""Handing a portal over to another owner: offered by letter, taken or declined by whoever was named.

Keys and webhooks go on working: programs do not stop because somebody changes their post.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible, TooMuch
from common.stamps import bump
from common.tokens import new_token, token_hash
from portals import notices
from portals.models import Offer, Portal
from portals.models.offer import OPEN_FOR
from record.actions import enter
from record.queries import about
from stakeholders.actions import read_address
from stakeholders.models import Person

from .permission import held, locked
from .portal import MOST_PORTALS, addresses_of

# Nobody needs more; a program that writes to strangers through us does.
MOST_A_DAY = 5
LONGEST_TOKEN = 64


@transaction.atomic
def offer_portal(portal: Portal, *, address: str, by: Person | None, at: datetime | None = None) -> Offer:
    """Offer the portal to whoever has this address; they have a letter with a link that works for ``OPEN_FOR``.

    An offer that is open is replaced: its link leads nowhere. Raise ``NotAllowed``, ``Incomplete`` with the field
    ``address``, ``TooMuch`` after ``MOST_A_DAY`` in a day.
    """
    at = at or timezone.now()
    current = held(portal, by)
    address = read_address(address)
    if _is_among(address, addresses_of(current.owner)):
        own = _("This address is your own. Name somebody else’s.")
        raise Incomplete(own, fields={"address": own})
    if about(current).filter(verb="portal.offer", at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooMuch(_("You have offered this portal often today. Try again tomorrow."))
    token = new_token()
    given = {"address": address, "token_hash": token_hash(token), "offered_at": at, "expires_at": at + OPEN_FOR}
    offer, _is_new = Offer.objects.update_or_create(portal=current, defaults=given)
    enter("portal.offer", subject=current, by=by)
    notices.offered(offer, token)
    return offer


@transaction.atomic
def take_offer_back(portal: Portal, *, by: Person | None) -> None:
    """Keep the portal: the link leads nowhere. Twice does no harm. Raise ``NotAllowed``, also once it was taken."""
    current = held(portal, by)
    if Offer.objects.filter(portal=current).delete()[0]:
        enter("portal.keep", subject=current, by=by)


@transaction.atomic
def take_portal(token: str, *, by: Person, at: datetime | None = None) -> Portal:
    """Take what is offered: ``by`` runs the portal from now on, and letters about it go to the address that was named.

    Both have a letter. Raise ``NotPossible`` for an offer that is over and after ``MOST_PORTALS``, ``NotAllowed`` for
    anybody but whoever has proven that the address is theirs.
    """
    # As whoever registers one: two windows of one person wait here for one another.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    offer = _held(token, by, at=at or timezone.now())
    portal, before = offer.portal, offer.portal.owner
    if by.portals.count() >= MOST_PORTALS:
        raise NotPossible(
            _("You run %(limit)d portals already, which is as many as one person can.") % {"limit": MOST_PORTALS}
        )
    letters_went_to = portal.email
    Portal.objects.filter(pk=portal.pk).update(owner=by, email=offer.address)
    offer.delete()
    enter("portal.take", subject=portal, by=by, before=before.pk)
    portal.refresh_from_db()
    notices.taken(portal, before=before, address=letters_went_to)
    bump("portals")
    return portal


@transaction.atomic
def decline_portal(token: str, *, by: Person, at: datetime | None = None) -> None:
    """Leave it with its owner, who has a letter. Raise as ``take_portal`` does."""
    offer = _held(token, by, at=at or timezone.now())
    portal = offer.portal
    offer.delete()
    enter("portal.keep", subject=portal, by=by)
    notices.declined(portal)


def find_offer(token: str, *, at: datetime | None = None) -> Offer | None:
    """The open offer behind a link, with the portal and its owner; None for any other link."""
    if len(token) > LONGEST_TOKEN or "\x00" in token:
        return None
    found = Offer.objects.open(at=at or timezone.now()).select_related("portal__owner")
    return found.filter(token_hash=token_hash(token)).first()


def offer_of(portal: Portal, *, at: datetime | None = None) -> Offer | None:
    """The open offer of this portal, if there is one."""
    return Offer.objects.open(at=at or timezone.now()).filter(portal=portal).first()


def is_named(offer: Offer, person: Person) -> bool:
    """Is the address of the offer one that this person has proven?"""
    return _is_among(offer.address, addresses_of(person))


def _held(token: str, by: Person, *, at: datetime) -> Offer:
    """The offer as it is, while its portal's row is kept: one who comes second finds nothing."""
    seen = find_offer(token, at=at)
    if seen is not None:
        locked(seen.portal)
    offer = find_offer(token, at=at)
    if offer is None or seen is None:
        raise NotPossible(_("This offer is over: it was taken, declined or taken back, or it is too old."))
    if not is_named(offer, by):
        raise NotAllowed(_("This portal was offered to another address than yours."))
    return offer


def _is_among(address: str, addresses: Iterable[str]) -> bool:
    return address.casefold() in {each.casefold() for each in addresses}
