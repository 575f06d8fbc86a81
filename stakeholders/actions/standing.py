"""What a secretariat says of what a source says of itself: confirmed, disputed, accredited, corrected."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, NotAllowed
from common.stamps import bump
from record.actions import enter
from stakeholders import notices
from stakeholders.enums import Standing
from stakeholders.models import Person, Source, StakeholderGroup
from stakeholders.naming import known_forms

from .source import wrong_details

LONGEST_LINE = 300
LONGEST_REASON = 2000


@transaction.atomic
def confirm_details(source: Source, *, by: Person | None) -> None:
    """State that a secretariat has checked name, country and group. Twice does no harm."""
    _must_check(source, by)
    if _write(source, {"standing": Standing.CONFIRMED, "standing_reason": ""}, but=Standing.CONFIRMED):
        enter("source.confirm", subject=source, by=by, group=source.group_id, country=str(source.country or ""))


@transaction.atomic
def dispute_details(source: Source, *, reason: str, by: Person | None) -> None:
    """State publicly that a secretariat doubts name, country or group, and why. It hides nothing.

    Those who speak for the source are told, with the reason, each time that it is another. Raise ``Incomplete``
    without a reason.
    """
    _must_check(source, by)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        sentence = (
            _("This reason is longer than %(limit)d characters.") % {"limit": LONGEST_REASON}
            if reason
            else _("Say why: the source and everybody else read these words.")
        )
        raise Incomplete(sentence, fields={"reason": sentence})
    if source.standing == Standing.DISPUTED and source.standing_reason == reason:
        return
    _write(source, {"standing": Standing.DISPUTED, "standing_reason": reason})
    entry = enter("source.dispute", subject=source, by=by, group=source.group_id)
    notices.disputed(source, reason=reason, key=str(entry.pk))


@transaction.atomic
def note_accreditation(source: Source, line: str, *, by: Person | None) -> None:
    """Set the one public line that says how the source is accredited; "" takes it away."""
    _must_check(source, by)
    line = one_line(line)
    if len(line) > LONGEST_LINE:
        sentence = _("This line is longer than %(limit)d characters.") % {"limit": LONGEST_LINE}
        raise Incomplete(sentence, fields={"accreditation": sentence})
    if line == source.accreditation:
        return
    Source.objects.filter(pk=source.pk).update(accreditation=line)
    source.accreditation = line
    enter("source.accreditation", subject=source, by=by)
    bump("public")


@transaction.atomic
def correct_details(source: Source, *, group: StakeholderGroup, country: str, acronym: str, by: Person | None) -> None:
    """Say anew to which group and country a source belongs, and its acronym; what it sent keeps the group of then.

    By whoever leads it: what a secretariat said of the old details holds no longer, and it checks again. Raise
    ``Incomplete`` naming what is wrong.
    """
    if by is not None and not by.has_perm("stakeholders.correct", source):
        raise NotAllowed(_("Only whoever leads the source, and a secretariat, can correct this."))
    country, acronym = one_line(country).upper(), one_line(acronym)
    wrong = wrong_details(source.kind, acronym=acronym, country=country, group=group)
    if wrong:
        raise Incomplete(_("Something about this source is missing or wrong."), fields=wrong)
    if (group.pk, country, acronym) == (source.group_id, str(source.country or ""), source.acronym):
        return
    given = {"group": group, "country": country, "acronym": acronym, "known_as": _known_as(source, acronym)}
    if by is None or not by.has_perm("stakeholders.check", source):
        given |= {"standing": Standing.DECLARED, "standing_reason": ""}
    _write(source, given)
    enter("source.correct", subject=source, by=by, group=group.pk, country=country)


def _known_as(source: Source, acronym: str) -> list[str]:
    return known_forms([source.name, acronym, *source.translations.values()])


def _must_check(source: Source, by: Person | None) -> None:
    if by is not None and not by.has_perm("stakeholders.check", source):
        raise NotAllowed(_("Only a secretariat can do this."))


def _write(source: Source, given: dict[str, Any], *, but: str = "") -> bool:
    """Store it unless the standing is ``but`` already; say whether anything was stored."""
    given = given | {"standing_at": timezone.now()}
    if not Source.objects.filter(pk=source.pk).exclude(standing=but).update(**given):
        source.refresh_from_db()
        return False
    for name, value in given.items():
        setattr(source, name, value)
    bump("public")
    return True
