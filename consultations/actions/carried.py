"""Bringing in the texts that papers carry, and saying which paper carries which version."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from common.stamps import bump
from consultations import telling
from consultations.models import CarriedText, IncomingText, Symbol
from record.actions import enter
from texts import actions as texts
from texts.models import TextVersion

from .permission import must_issue

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def begin_text(
    symbol: Symbol, original: bytes | str, *, by: "Person | None", name: str = "", language: str, title: str = ""
) -> IncomingText:
    """Read the text of what is published under ``symbol``; it waits to be looked at and issued.

    Raise ``NotAllowed``; ``NotPossible`` where the symbol carries a text already or one is being brought in;
    ``Incomplete`` for an original that cannot be read.
    """
    must_issue(symbol.process, by)
    _lock(symbol)
    _must_carry_none(symbol)
    if IncomingText.objects.filter(symbol=symbol).exists():
        raise NotPossible(_("Somebody is bringing this text in already. Go on with theirs, or throw it away first."))
    reading = texts.begin_reading(original, name=name, language=language, title=title, by=by)
    return IncomingText.objects.create(symbol=symbol, reading=reading, began_by=by)


def correct_text(incoming: IncomingText, *corrections: texts.Correction, step: int, by: "Person | None") -> None:
    """Mend how it was understood; raises ``NotAllowed`` and what ``texts.actions.correct`` raises."""
    must_issue(incoming.symbol.process, by)
    texts.correct(incoming.reading, *corrections, step=step, by=by)


def discard_text(incoming: IncomingText, *, by: "Person | None") -> None:
    """Throw it away before it is issued; raises ``NotAllowed`` and what ``texts.actions.discard`` raises."""
    must_issue(incoming.symbol.process, by)
    texts.discard(incoming.reading, by=by)


@transaction.atomic
def issue_text(
    incoming: IncomingText, *, step: int | None = None, at: datetime | None = None, by: "Person | None"
) -> TextVersion:
    """Issue it as the base that others can amend: from now on its paper carries it, and it never changes.

    Raise ``NotAllowed``, and what ``texts.actions.issue`` and ``carry`` raise.
    """
    must_issue(incoming.symbol.process, by)
    symbol = incoming.symbol
    _lock(symbol)
    version = texts.issue(incoming.reading, symbol=symbol.text, alias=symbol.alias, step=step, at=at, by=by)
    carry(version, symbol=symbol, by=by)
    incoming.delete()
    return version


@transaction.atomic
def carry(version: TextVersion, *, symbol: Symbol, by: "Person | None") -> CarriedText:
    """Say that what is published under ``symbol`` carries this version.

    Raise ``NotAllowed``, and ``NotPossible`` where the symbol carries another text or the version has another symbol.
    """
    must_issue(symbol.process, by)
    _lock(symbol)
    _must_carry_none(symbol)
    if CarriedText.objects.filter(version=version).exists():
        raise NotPossible(_("Another document carries this version already."))
    carried = CarriedText.objects.create(symbol=symbol, version=version)
    telling.text_issued(version, symbol)
    enter("text.carry", subject=version, by=by, digest=version.digest, symbol=symbol.pk)
    bump("public")
    return carried


def _lock(symbol: Symbol) -> None:
    Symbol.objects.select_for_update().get(pk=symbol.pk)


def _must_carry_none(symbol: Symbol) -> None:
    if CarriedText.objects.filter(symbol=symbol).exists():
        raise NotPossible(_("%(symbol)s carries a text already.") % {"symbol": symbol.text})
