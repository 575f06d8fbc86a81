"""Asking for a file that takes long to make."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.languages import active
from common.refusals import NotAllowed, NotPossible
from consultations.models import Round
from exports.enums import FORMATS, Format, Order, What
from exports.models import Export
from exports.queries.freshness import reusable
from record.actions import enter

from .starting import start

if TYPE_CHECKING:
    from stakeholders.models import Person


def ask(
    round_: Round,
    *,
    what: str,
    format: str,  # noqa: A002 - what it is called
    order: str = Order.SYMBOL,
    by: "Person | None",
    is_sealed: bool = False,
) -> Export:
    """Have a file made in the language that is active, or give one that will do: under way, or ready and fresh.

    What is public is made once for everybody, however many ask. ``is_sealed``: an archive that also holds what was
    sent and is not public, for ``by`` alone, on record. Raise ``NotAllowed`` where they may not open what is sealed,
    ``NotPossible`` where there is no such file, or the round is not public.
    """
    if format not in FORMATS.get(what, ()) or (is_sealed and what != What.ARCHIVE):
        raise NotPossible(_("There is no such file of a round."))
    if is_sealed and (by is None or not by.has_perm("consultations.read_sealed", round_.process)):
        raise NotAllowed(_("Only those who may open what is sealed can have this archive."))
    if not is_sealed and not round_.is_public:
        raise NotPossible(_("This round is not public yet."))
    now = timezone.now()
    wanted = Export(
        round=round_,
        what=What(what),
        format=Format(format),
        language=active(),
        order=Order(order) if what != What.ARCHIVE else Order.SYMBOL,
        is_sealed=is_sealed,
        by=by if is_sealed else None,
        asked_at=now,
    )
    return _sealed(wanted, by) if is_sealed else _public(wanted)


def _sealed(wanted: Export, by: "Person | None") -> Export:
    """One at a time for each person: a second press leads to the one that is under way."""
    with transaction.atomic():
        under_way = Export.objects.unfinished().filter(
            round=wanted.round, is_sealed=True, by=by, language=wanted.language
        )
        found = under_way.first()
        if found is not None:
            return found
        wanted.save(force_insert=True)
        enter("export.ask", subject=wanted, by=by, round=wanted.round_id)
        start(wanted)
    return wanted


def _public(wanted: Export) -> Export:
    found = reusable(wanted, at=wanted.asked_at)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
            start(wanted)
    except IntegrityError:
        # Somebody asked at the same moment.
        found = Export.objects.like(wanted).unfinished().first()
        if found is None:
            raise
        return found
    return wanted
