"""What is done when somebody reports what became of a letter: it came back, it is late, it was unwanted, it arrived."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

import record.actions
from notifications.enums import Trouble
from notifications.models import Letter, Undeliverable
from notifications.names import returned_letter
from notifications.reports import Kind, Report
from record.queries import about

LONGEST_SAID = 500


@transaction.atomic
def take_report(report: Report, *, at: datetime | None = None) -> Letter | None:
    """Do what a report asks for, and return the letter that it is about; the same report again changes nothing.

    A letter is named by its own address to come back to, by its Message-ID, or by the key that we gave a provider. A
    report that names none, or several, does nothing: anybody can write one.

    One that says that a letter came back marks it. Its address has no letters to followers any more if the status is
    about the mailbox itself (RFC 3463; which those are says ``notifications.reports.status``), if that mailbox is the
    address and not one that its mail is handed on to, and if whoever reports knows more of the letter than its
    Message-ID, which stands in every answer to it. One that calls a letter
    unwanted (RFC 5965) ends letters to followers there as well, and so does one that its reader had no more of such
    letters, where this one names nothing that could be ended. One that says that a letter is late is noted; one that
    says that it arrived shows that the address is well again.
    """
    letter = _letter_of(report) if report.kind != Kind.NOTHING else None
    if letter is None:
        return None
    at = at or timezone.now()
    if report.kind == Kind.FAILED:
        _came_back(letter, report, at)
    elif report.kind == Kind.COMPLAINT or (report.kind == Kind.UNSUBSCRIBED and not letter.stop):
        _is_unwanted(letter, report, at)
    elif report.kind == Kind.DELAYED:
        Letter.objects.filter(pk=letter.pk, bounced_at=None).update(last_error=_said(report))
    elif report.kind == Kind.DELIVERED:
        # Not of a letter that was under way before the mailbox was closed.
        _forget(letter.address, Q(trouble=Trouble.BOUNCE, since__lt=letter.sent_at or letter.created_at))
    return letter


def letter_arrived(address: str) -> bool:
    """Forget that letters came back from an address: somebody has just used what was sent there.

    What its owner called unwanted stays unwanted. Say whether there was anything to forget.
    """
    return _forget(address, Q(trouble=Trouble.BOUNCE))


def reachable(address: str) -> bool:
    """Let letters to followers go to an address again, at its owner's word; say whether they did not."""
    return _forget(address, Q())


def _forget(address: str, which: Q) -> bool:
    forgotten, _by_kind = Undeliverable.objects.filter(which, pk=address.lower()).delete()
    return bool(forgotten)


def _letter_of(report: Report) -> Letter | None:
    """The one letter that a report names, in whatever way; locked, so that two reports at once become one."""
    named = {*report.letters, *filter(None, map(returned_letter, report.addresses))}
    if not named and not report.message_ids:
        return None
    wanted = Q(pk__in=named) | Q(message_id__in=report.message_ids)
    # One more than may be: what names two letters names none.
    found = list(Letter.objects.select_for_update(no_key=True).filter(wanted).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def _came_back(letter: Letter, report: Report, at: datetime) -> None:
    if letter.bounced_at is not None:
        return
    # What comes back has been taken by a server, whatever we have noted of it.
    Letter.objects.filter(pk=letter.pk).update(
        sent_at=Coalesce("sent_at", at),
        failed_at=None,
        called_off_at=None,
        claim=None,
        claimed_at=None,
        handed_over_at=None,
        hold=False,
        bounced_at=at,
        last_error=_said(report),
    )
    closes = report.closes_address and _is_of(letter, report) and _is_sealed(report)
    if closes:
        # Who called a letter unwanted has said more than a mail server can.
        Undeliverable.objects.bulk_create(
            [Undeliverable(address=letter.address.lower(), trouble=Trouble.BOUNCE, since=at, said=_said(report))],
            ignore_conflicts=True,
        )
    record.actions.enter("letter.bounce", subject=letter, by=None, status=report.status, closes_address=closes)


def _is_of(letter: Letter, report: Report) -> bool:
    """Is it the letter's own address that nothing arrives at? A member of a list may be gone, and the list well."""
    return not report.recipients or _comparable(letter.address) in map(_comparable, report.recipients)


def _is_sealed(report: Report) -> bool:
    """Has whoever reports more than a Message-ID? Without addresses for letters to come back to there is no more."""
    sealed = any(returned_letter(address) for address in report.addresses)
    return sealed or report.is_vouched or not settings.BOUNCES_TO


def _comparable(address: str) -> str:
    local, _at, domain = address.strip().lower().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def _is_unwanted(letter: Letter, report: Report, at: datetime) -> None:
    if about(letter).filter(verb="letter.complain").exists():
        return
    Undeliverable.objects.update_or_create(
        address=letter.address.lower(), defaults={"trouble": Trouble.COMPLAINT, "since": at, "said": _said(report)}
    )
    record.actions.enter("letter.complain", subject=letter, by=None)


def _said(report: Report) -> str:
    has_status = not report.status or report.status in report.said
    return (report.said if has_status else f"{report.status} {report.said}".strip())[:LONGEST_SAID]
