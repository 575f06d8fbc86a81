"""Letting portals in to a process: asked with a reason, granted scope by scope, ended at once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import storable
from common.refusals import Incomplete, NotPossible, Sentence
from common.stamps import bump
from consultations import notices
from consultations.enums import AdmissionState
from consultations.models import Admission, Process
from portals.actions import grant, locked, must_run
from portals.enums import Scope
from portals.models import Portal
from record.actions import enter
from webhooks.actions import call_off

from .changing import still_there
from .permission import must_set_up

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_REASON = 1000
# Whoever was declined does not write to a secretariat every minute.
ASKS_AGAIN_AFTER = timedelta(days=1)


@transaction.atomic
def ask_admission(
    portal: Portal,
    *,
    process: Process,
    scopes: Collection[str],
    why: str,
    by: "Person | None",
    at: datetime | None = None,
) -> Admission:
    """Ask the process to let the portal in with these scopes; those who decide there have a letter.

    What it may do already stays as it is until they decide. Raise ``NotAllowed`` for anybody who does not run it,
    ``Incomplete`` without a scope or a reason, ``NotPossible`` in a process that is not public, or within
    ``ASKS_AGAIN_AFTER`` of the last time.
    """
    must_run(portal, by)
    at = at or timezone.now()
    asked, why = _known(scopes), storable(why).strip()
    wrong: dict[str, Sentence] = {}
    if not asked:
        wrong["scopes"] = _("Choose at least one thing that the portal would do.")
    if not why:
        wrong["why"] = _("Say what the portal would do this for; the secretariat decides on these words.")
    elif len(why) > LONGEST_REASON:
        wrong["why"] = _("This is longer than %(limit)d characters.") % {"limit": LONGEST_REASON}
    if wrong:
        raise Incomplete(_("Something about what the portal asks for is missing."), fields=wrong)
    if still_there(process).public_at is None:
        raise NotPossible(_("This process is not public."))
    fresh = {"asked": asked, "why": why, "asked_at": at}
    admission, is_new = Admission.objects.select_for_update(no_key=True).get_or_create(
        process=process, portal=portal, defaults=fresh
    )
    if not is_new:
        if at - admission.asked_at < ASKS_AGAIN_AFTER:
            raise NotPossible(
                _("This portal has asked within the last day. Wait for the answer, or ask again tomorrow.")
            )
        if admission.state != AdmissionState.ADMITTED:
            fresh["state"] = AdmissionState.ASKED
        Admission.objects.filter(pk=admission.pk).update(**fresh)
        admission.refresh_from_db()
    enter("admission.ask", subject=admission, by=by, process=process.pk, portal=portal.pk, scopes=" ".join(asked))
    notices.admission_asked(admission)
    return admission


@transaction.atomic
def admit(admission: Admission, *, scopes: Collection[str], by: "Person | None", at: datetime | None = None) -> None:
    """Let the portal do this much of what it asked for in the process, from now on; its owner has a letter.

    One that is in already may do just this from now on. Raise ``NotAllowed``; ``Incomplete`` for no scope at all, or
    one that it did not ask for; ``NotPossible`` where somebody has decided meanwhile.
    """
    must_set_up(admission.process, by)
    granted = _known(scopes)
    current = _locked(admission)
    if not granted or not set(granted) <= {*current.asked, *current.scopes}:
        sentence = _("Choose at least one of the things that the portal asked for.")
        raise Incomplete(sentence, fields={"scopes": sentence})
    _decide(
        current,
        AdmissionState.ADMITTED,
        was=(AdmissionState.ASKED, AdmissionState.ADMITTED),
        scopes=granted,
        by=by,
        at=at,
    )
    enter("admission.admit", **_said(current, by), scopes=" ".join(granted))
    notices.admission_decided(current)
    admission.refresh_from_db()


@transaction.atomic
def decline_admission(admission: Admission, *, reason: str, by: "Person | None", at: datetime | None = None) -> None:
    """Do not let the portal in, and tell its owner why. It may ask again. Raise as ``admit`` does."""
    must_set_up(admission.process, by)
    current = _locked(admission)
    _decide(current, AdmissionState.DECLINED, was=(AdmissionState.ASKED,), reason=_read_reason(reason), by=by, at=at)
    enter("admission.decline", **_said(current, by))
    notices.admission_decided(current)
    admission.refresh_from_db()


@transaction.atomic
def end_admission(admission: Admission, *, reason: str, by: "Person | None", at: datetime | None = None) -> None:
    """Let the portal do nothing in the process any more, at once, and tell its owner why.

    What came through it stays, under its name; what it was still to be told is called off. Raise as ``admit`` does.
    """
    must_set_up(admission.process, by)
    current = _locked(admission)
    _decide(current, AdmissionState.ENDED, was=(AdmissionState.ADMITTED,), reason=_read_reason(reason), by=by, at=at)
    enter("admission.end", **_said(current, by))
    notices.admission_decided(current)
    admission.refresh_from_db()


def _decide(
    admission: Admission,
    state: AdmissionState,
    *,
    was: Collection[AdmissionState],
    by: "Person | None",
    at: datetime | None,
    scopes: Collection[str] = (),
    reason: str = "",
) -> None:
    new = {
        "state": state,
        "scopes": list(scopes),
        "reason": reason,
        "decided_at": at or timezone.now(),
        "decided_by": by,
    }
    # Two processes that decide at once wait here for one another: each must count what the other grants.
    locked(admission.portal)
    if not Admission.objects.filter(pk=admission.pk, state__in=was).update(**new):
        raise NotPossible(_("Somebody has decided about this portal meanwhile. Here is how it stands now."))
    admission.refresh_from_db()
    if Scope.WEBHOOKS not in admission.scopes:
        call_off(admission.portal_id, process=admission.process.slug)
    in_force = Admission.objects.filter(portal=admission.portal_id, state=AdmissionState.ADMITTED)
    grant(admission.portal, {scope for each in in_force.values_list("scopes", flat=True) for scope in each})
    bump("public")


def _locked(admission: Admission) -> Admission:
    return (
        Admission.objects.select_for_update(of=("self",), no_key=True)
        .select_related("portal__owner", "process")
        .get(pk=admission.pk)
    )


def _said(admission: Admission, by: "Person | None") -> dict[str, Any]:
    return {"subject": admission, "by": by, "process": admission.process_id, "portal": admission.portal_id}


def _known(scopes: Collection[str]) -> list[str]:
    return [scope.value for scope in Scope if scope.value in scopes]


def _read_reason(reason: str) -> str:
    reason = storable(reason).strip()
    if not reason:
        sentence = _("Say why: whoever runs the portal reads these words.")
        raise Incomplete(sentence, fields={"reason": sentence})
    if len(reason) > LONGEST_REASON:
        sentence = _("This is longer than %(limit)d characters.") % {"limit": LONGEST_REASON}
        raise Incomplete(sentence, fields={"reason": sentence})
    return reason
