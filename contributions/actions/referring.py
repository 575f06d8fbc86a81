"""What portals hand in for people: checked like everything that is sent, and nothing before its writer says so.

The person confirms by an address that only a letter of ours holds. *Then* it is sent, by the same act as from the
page, at that instant: a draft begun in time through a portal is no earlier than any other (docs/decisions/0081).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from common.lines import one_line, storable
from common.refusals import Incomplete, NotAllowed, NotPossible, TooMuch
from consultations.models import Admission, CommentPeriod
from contributions import changes, drafts, notices
from contributions.content import Content
from contributions.enums import Channel
from contributions.models import Contribution, Referral
from portals.enums import Scope
from portals.models import Portal
from record.actions import enter
from stakeholders.actions import read_address
from stakeholders.models import Person
from texts.models import TextVersion

from .amending import amend
from .draft import save
from .referred_files import files_taken, must_not_fill
from .submission import submit

# Marks our locks on addresses that are written to among others in the database; spells "mail" in ASCII.
MAIL = int.from_bytes(b"mail")
A_DAY = timedelta(days=1)
# Whoever said that something was not theirs hears nothing more through the same portal for so long.
LEFT_IN_PEACE = timedelta(days=30)
LONGEST_NAME = 200


@dataclass(frozen=True)
class HandedIn:
    """What a portal sends for a person: who is asked, for whom they speak, and what they say.

    ``content`` has the keys of ``contributions.content`` that a form has; ``version`` is what changes are proposed to;
    ``sources`` are objects ``id`` or ``name, acronym, country, group``, and ``email`` where a source can be asked.
    """

    period: CommentPeriod
    name: str
    email: str
    language: str
    speaking: str
    content: Mapping[str, Any]
    sources: Sequence[Mapping[str, Any]] = ()
    version: TextVersion | None = None
    for_action: bool = True
    files: Sequence[UploadedFile] = ()


class _Undone(Exception):
    """The trial is over: nothing of it stays."""


@transaction.atomic
def refer(portal: Portal, given: HandedIn, *, at: datetime | None = None) -> Referral:
    """Take in what a portal sends for a person, and ask them by letter whether it is theirs.

    It is tried first, as if somebody whom nobody knows sent it now: so the answer is the one that they would read on
    the page, and never depends on who has an account. Raise ``NotAllowed`` where the process has not let the portal in
    for this, ``TooMuch`` for more letters than anybody wants, ``NotPossible`` and ``Incomplete`` as ``submit`` does;
    fields of the person are ``person-name``, ``person-email``, ``person-language``; of files, ``files-<position>``.
    """
    at = at or timezone.now()
    _must_be_let_in(portal, given.period)
    name, email = _read_person(given)
    hashed = _hash(email)
    _must_not_flood(portal, hashed, at=at)
    must_not_fill(portal, given.files, at=at)
    contribution = _draft(portal, given, at=at)
    with files_taken(contribution, given.files):
        _try(contribution, name, given, at=at)
    token = drafts.new_token()
    referral = Referral.objects.create(
        portal=portal,
        period=given.period,
        contribution=contribution,
        name=name,
        email=email,
        language=given.language,
        address_hash=hashed,
        is_for_action=given.for_action,
        token_hash=drafts.token_hash(token),
        received_at=at,
        expires_at=at + timedelta(days=settings.REFERRAL_DAYS),
    )
    notices.referred(referral, token=token)
    enter("contribution.refer", subject=contribution, by=portal, period=given.period.pk, referral=str(referral.pk))
    return referral


def _must_be_let_in(portal: Portal, period: CommentPeriod) -> None:
    let_in = Admission.objects.filter(portal=portal, process=period.round.process_id).that_may(Scope.SUBMIT)
    if not period.is_public or not let_in.exists():
        raise NotAllowed(_("The secretariat of this process has not let this portal submit contributions."))


def _read_person(given: HandedIn) -> tuple[str, str]:
    name, wrong = one_line(given.name), {}
    if not name:
        wrong["person-name"] = _("Enter the name of the person.")
    elif len(name) > LONGEST_NAME:
        wrong["person-name"] = _("This is longer than %(limit)d characters.") % {"limit": LONGEST_NAME}
    email = ""
    try:
        email = read_address(given.email)
    except Incomplete as refusal:
        wrong["person-email"] = str(refusal.sentence)
    if given.language not in dict(settings.LANGUAGES):
        wrong["person-language"] = _("Choose one of the languages of these pages.")
    if wrong:
        raise Incomplete(_("Something about the person is missing or wrong."), fields=dict(wrong))
    return name, email


def _hash(email: str) -> str:
    return salted_hmac("contributions.referral", email.lower(), algorithm="sha256").hexdigest()


def _must_not_flood(portal: Portal, hashed: str, *, at: datetime) -> None:
    """Nobody's mailbox is flooded, by one portal or by several at once, and no portal sends without end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [MAIL, hashed])
    through = Referral.objects.filter(portal=portal)
    if through.filter(address_hash=hashed, refused_at__gt=at - LEFT_IN_PEACE).exists():
        raise NotPossible(
            _("Whoever has this e-mail address did not write what this portal sent before. Ask them first.")
        )
    lately = Referral.objects.filter(address_hash=hashed, received_at__gt=at - A_DAY)
    if lately.count() >= settings.REFERRALS_PER_PERSON_PER_DAY:
        raise TooMuch(_("This person has been asked often enough today. Let them answer, or try again tomorrow."))
    if through.filter(received_at__gt=at - A_DAY).count() >= settings.REFERRALS_PER_PORTAL_PER_DAY:
        raise TooMuch(_("This portal has submitted as much as it may in a day. Try again tomorrow."))


def _draft(portal: Portal, given: HandedIn, *, at: datetime) -> Contribution:
    """The words as a draft that nobody can open: neither its portal nor anybody who finds an address."""
    contribution = Contribution.objects.create(
        period=given.period,
        round=given.period.round,
        portal=portal,
        channel=Channel.PORTAL,
        draft_token_hash=drafts.token_hash(drafts.new_token()),
        content=Content().to_json(),
        saved_at=at,
    )
    # What it is measured by when it is confirmed within the grace.
    Contribution.objects.filter(pk=contribution.pk).update(began_at=at)
    contribution.began_at = at
    if given.version is not None:
        amend(contribution, given.version, by=None)
    written = {
        **given.content,
        "amends": contribution.content.get("amends", {}),
        "changes": [changes.written(each) for each in changes.read_all(given.content.get("changes", []))],
        "missing": storable(str(given.content.get("missing", ""))).replace("\r\n", "\n").strip(),
        "sources": [dict(source) for source in given.sources],
    }
    if given.version is not None:
        read = changes.read_all(written["changes"])
        written["changes"] = [changes.written(each) for each in changes.in_order(read, given.version.outline)]
    save(contribution, written, by=None, speaking=given.speaking)
    return contribution


def _try(contribution: Contribution, name: str, given: HandedIn, *, at: datetime) -> None:
    """Raise what sending it now would raise, for somebody who has just come; nothing of it stays."""
    try:
        with transaction.atomic():
            stranger = Person.objects.create(email=f"{uuid4().hex}@trial.invalid", name=name, language=given.language)
            submit(contribution, by=stranger, at=at, for_action=given.for_action)
            raise _Undone
    except _Undone:
        contribution.refresh_from_db()
