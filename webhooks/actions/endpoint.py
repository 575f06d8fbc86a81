"""Registering an endpoint, proving it, and everything its portal can do with it."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, NotAllowed, NotPossible
from portals.models import Portal
from record.actions import enter
from webhooks.calling import Forbidden, destination
from webhooks.calling.signing import new_secret
from webhooks.enums import ABOUT_ITSELF, DeliveryState, EndpointState, Kind
from webhooks.lifecycle import CHALLENGES_COUNTED, MOST_CHALLENGES, MOST_ENDPOINTS, OLD_SECRET_KEPT
from webhooks.models import Delivery, Endpoint, Event
from webhooks.models.endpoint import default_closing_days

from .handover import start_after_commit
from .telling import store

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_DESCRIPTION = 200
MOST_DAYS, LATEST_DAY = 10, 90
MOST_PROCESSES = 200


@dataclass(frozen=True)
class Wanted:
    """What an endpoint is told of: kinds, from which processes (none: all), and how many days before a closing."""

    kinds: Sequence[str]
    processes: Sequence[str] = ()
    closing_days: Sequence[int] = field(default_factory=default_closing_days)


@transaction.atomic
def register(portal: Portal, *, url: str, wanted: Wanted, by: "Person", description: str = "") -> Endpoint:
    """Register an address and send it a challenge; it is told nothing before it has answered that.

    Raise ``NotAllowed`` for anybody but the portal's owner, ``Incomplete`` for an address that nothing is sent to,
    ``NotPossible`` where the portal has registered it already, or too many, or has asked for too many challenges.
    """
    must_own(portal, by)
    description = one_line(description)
    _check(url=url, wanted=wanted, description=description)
    # It may have been handed over meanwhile.
    must_own(Portal.objects.select_for_update(no_key=True).get(pk=portal.pk), by)
    there = Endpoint.objects.kept().filter(portal=portal)
    if there.filter(url=url).exists():
        raise NotPossible(_("This portal has registered this address already."))
    if there.count() >= MOST_ENDPOINTS:
        raise NotPossible(_("A portal registers at most %(most)d addresses.") % {"most": MOST_ENDPOINTS})
    endpoint = Endpoint.objects.create(
        portal=portal,
        url=url,
        description=description,
        secret=new_secret(),
        registered_at=timezone.now(),
        **_columns(wanted),
    )
    _send_challenge(endpoint)
    enter("endpoint.register", subject=endpoint, by=by, portal=portal.pk)
    return endpoint


@transaction.atomic
def change(
    endpoint: Endpoint,
    *,
    by: "Person",
    url: str | None = None,
    wanted: Wanted | None = None,
    description: str | None = None,
) -> None:
    """Change what is given. Another address has to prove itself first; what waits is kept until it has.

    Raise as ``register``.
    """
    current = _held(endpoint, by)
    url = current.url if url is None else url
    wanted = wanted or Wanted(current.kinds, current.processes, current.closing_days)
    description = current.description if description is None else one_line(description)
    _check(url=url, wanted=wanted, description=description)
    moved = url != current.url
    if moved and Endpoint.objects.kept().filter(portal=current.portal_id, url=url).exists():
        raise NotPossible(_("This portal has registered this address already."))
    _set(current, url=url, description=description, **_columns(wanted))
    if moved:
        _set(current, state=EndpointState.UNPROVEN, disabled_at=None, disabled_because="")
        _send_challenge(current)
    enter("endpoint.change", subject=current, by=by, moved=moved)
    endpoint.refresh_from_db()


@transaction.atomic
def prove(endpoint: Endpoint, *, by: "Person") -> None:
    """Send a challenge, once more or after it was disabled.

    Raise ``NotPossible`` where there is nothing to prove, or too many challenges were asked for.
    """
    current = _held(endpoint, by)
    if current.state in (EndpointState.ACTIVE, EndpointState.PAUSED):
        raise NotPossible(_("This address has proven itself already."))
    _send_challenge(current)
    enter("endpoint.challenge", subject=current, by=by)
    endpoint.refresh_from_db()


@transaction.atomic
def pause(endpoint: Endpoint, *, by: "Person") -> None:
    """Send nothing for a while; what happens is kept for it."""
    current = _held(endpoint, by)
    if current.state != EndpointState.ACTIVE:
        raise NotPossible(_("Only what is active can be paused."))
    _set(current, state=EndpointState.PAUSED)
    enter("endpoint.pause", subject=current, by=by)
    endpoint.refresh_from_db()


@transaction.atomic
def resume(endpoint: Endpoint, *, by: "Person") -> None:
    """Send on, what has waited first."""
    current = _held(endpoint, by)
    if current.state != EndpointState.PAUSED:
        raise NotPossible(_("Only what is paused can be resumed."))
    _set(current, state=EndpointState.ACTIVE, failing_since=None, failures=0, rests_until=None)
    enter("endpoint.resume", subject=current, by=by)
    start_after_commit([current.pk])
    endpoint.refresh_from_db()


@transaction.atomic
def rotate_secret(endpoint: Endpoint, *, by: "Person") -> str:
    """Give it another secret and return it; the former one signs beside it for another day."""
    current = _held(endpoint, by)
    until = timezone.now() + OLD_SECRET_KEPT
    _set(current, old_secret=current.secret, old_secret_until=until, secret=new_secret())
    enter("endpoint.rotate", subject=current, by=by)
    endpoint.refresh_from_db()
    return endpoint.secret


@transaction.atomic
def send_test(endpoint: Endpoint, *, by: "Person") -> Delivery:
    """Send it a test event. Raise ``NotPossible`` where it is not active, or one is under way already."""
    current = _held(endpoint, by)
    if current.state != EndpointState.ACTIVE:
        raise NotPossible(_("Only what is active can be sent a test."))
    under_way = Delivery.objects.waiting().filter(endpoint=current, event__kind=Kind.TEST)
    if under_way.exists():
        raise NotPossible(_("A test is under way already."))
    event = _tell_itself(current, Kind.TEST, {"endpoint": current.pk})
    enter("endpoint.test", subject=current, by=by)
    return Delivery.objects.get(endpoint=current, event=event)


@transaction.atomic
def remove(endpoint: Endpoint, *, by: "Person") -> None:
    """Tell it nothing more and show it nowhere. Its log goes with it, a day later. Removing it twice does no harm."""
    must_own(endpoint.portal, by)
    if Endpoint.objects.kept().filter(pk=endpoint.pk).update(removed_at=timezone.now()):
        enter("endpoint.remove", subject=endpoint, by=by, portal=endpoint.portal_id)


def must_own(portal: Portal, by: "Person | None") -> None:
    """Raise ``NotAllowed`` unless the portal is this person's."""
    if by is None or portal.owner_id != by.pk:
        raise NotAllowed(_("Only the owner of a portal says what it is told, and where."))


def _held(endpoint: Endpoint, by: "Person") -> Endpoint:
    """The row as it is now, locked."""
    must_own(endpoint.portal, by)
    current = Endpoint.objects.kept().select_for_update(of=("self",), no_key=True).select_related("portal")
    found = current.filter(pk=endpoint.pk).first()
    if found is None:
        raise NotPossible(_("This address was removed meanwhile."))
    return found


def _send_challenge(endpoint: Endpoint) -> None:
    """Another challenge, in the place of any, and of any test, that is under way: they are about one subject."""
    _must_not_have_asked_too_often(endpoint)
    before = Delivery.objects.waiting().filter(endpoint=endpoint, event__kind__in=ABOUT_ITSELF)
    before.update(state=DeliveryState.GIVEN_UP, finished_at=timezone.now())
    word = secrets.token_urlsafe(24)
    _set(endpoint, challenge=word, failing_since=None, failures=0, rests_until=None)
    _tell_itself(endpoint, Kind.CHALLENGE, {"challenge": word})


def _must_not_have_asked_too_often(endpoint: Endpoint) -> None:
    """However it is asked for: also by registering and removing, or by moving to and fro."""
    lately = Event.objects.filter(kind=Kind.CHALLENGE, told_at__gt=timezone.now() - CHALLENGES_COUNTED)
    if lately.filter(deliveries__endpoint__portal=endpoint.portal_id).count() >= MOST_CHALLENGES:
        raise NotPossible(
            _("This portal has had %(most)d challenges sent within a day. Go on tomorrow.") % {"most": MOST_CHALLENGES}
        )


def _tell_itself(endpoint: Endpoint, kind: Kind, payload: dict[str, Any]) -> Event | None:
    now = timezone.now()
    event = Event(kind=kind, subject=f"endpoint:{endpoint.pk}", payload=payload, happened_at=now, told_at=now)
    event.key = f"{kind}:{event.uid.hex}"
    return store(event, [(endpoint.pk, endpoint.state)])


def _columns(wanted: Wanted) -> dict[str, Any]:
    told = asdict(wanted)
    return {
        "kinds": [kind.value for kind in Kind.wanted() if kind in told["kinds"]],
        "processes": sorted(set(told["processes"])),
        "closing_days": sorted(set(told["closing_days"]), reverse=True),
    }


def _set(endpoint: Endpoint, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(endpoint, name, value)
    endpoint.save(update_fields=list(fields))


def _check(*, url: str, wanted: Wanted, description: str) -> None:
    wrong: dict[str, Any] = {}
    try:
        destination(url, may_be_loopback=settings.WEBHOOKS_MAY_REACH_LOOPBACK)
    except Forbidden as forbidden:
        wrong["url"] = _said(forbidden.reason)
    if len(description) > LONGEST_DESCRIPTION:
        wrong["description"] = _("Say it in at most %(most)d characters.") % {"most": LONGEST_DESCRIPTION}
    if not wanted.kinds:
        wrong["kinds"] = _("Choose at least one.")
    elif set(wanted.kinds) - set(Kind.wanted()):
        wrong["kinds"] = _("One of these is not known.")
    if len(wanted.closing_days) > MOST_DAYS or any(not 1 <= day <= LATEST_DAY for day in wanted.closing_days):
        wrong["closing_days"] = _("Give at most %(most)d numbers of days, from 1 to %(latest)d.") % {
            "most": MOST_DAYS,
            "latest": LATEST_DAY,
        }
    if len(wanted.processes) > MOST_PROCESSES:
        wrong["processes"] = _("One of these is not known.")
    if wrong:
        raise Incomplete(_("Something is missing or wrong: look at what is marked."), fields=wrong)


def _said(reason: str) -> str:
    return {
        "form": _("This is no address that can be called: give one such as https://portal.example/plenum."),
        "letters": _("Write the name in Latin letters, as it is registered (xn--…), and the rest with percent signs."),
        "credentials": _("Leave out the name and the password: what we send is signed."),
        "fragment": _("Leave out the part from the sign # on: it is never sent."),
        "scheme": _("The address has to begin with https://."),
        "port": _("Only the ports 443 and 8443 are called."),
        "network": _("This address is not public: nothing is sent there."),
    }[reason]
