"""Setting up and opening a round of a process."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.localized import versions
from common.refusals import Incomplete
from common.stamps import bump
from consultations.models import Process, Round
from record.actions import enter

from .changing import differing, lock_as_seen, still_there, store
from .permission import must_set_up
from .process import Words

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def create_round(
    process: Process,
    *,
    number: int,
    title: Words,
    by: "Person | None",
    description: Words = "",
    meets_on: date | None = None,
    place: str = "",
) -> Round:
    """Begin a cycle of the process, which nobody sees before ``open_round``.

    Raise ``NotAllowed``, ``Incomplete`` for a number that another round has.
    """
    must_set_up(process, by)
    still_there(process)
    round_, is_new = Round.objects.get_or_create(
        process=process,
        number=number,
        defaults={"title": title, "description": description, "meets_on": meets_on, "place": place},
    )
    if not is_new:
        raise _taken(number)
    enter("round.create", subject=round_, by=by, process=process.pk, number=number)
    bump("public")
    return round_


@transaction.atomic
def change_round(round_: Round, changes: Mapping[str, Any], *, seen: int, by: "Person | None") -> None:
    """Change fields of a round by their names. The number stays once the round is public or has given a symbol.

    ``seen`` is the number of changes (``Round.edits``) that it had on the page. Raise ``NotAllowed``; ``Overtaken``
    where somebody was faster; ``Incomplete`` with a sentence for each field that cannot be so.
    """
    must_set_up(round_.process, by)
    current = lock_as_seen(round_, seen)
    new = differing(current, changes)
    if "title" in new and not versions(new["title"]):
        nameless = _("Give the title in one language at least.")
        raise Incomplete(nameless, fields={"title": nameless})
    if "number" in new:
        if current.public_at is not None or current.symbols.exists():
            fixed = _("The number stays, because others cite it already.")
            raise Incomplete(fixed, fields={"number": fixed})
        if Round.objects.filter(process=current.process_id, number=new["number"]).exists():
            raise _taken(new["number"])
    store(current, new, verb="round.change", by=by)
    round_.refresh_from_db()


@transaction.atomic
def open_round(round_: Round, *, by: "Person | None", at: datetime | None = None) -> None:
    """Make the round public, with what in it is. Twice does no harm. Raise ``NotAllowed``."""
    must_set_up(round_.process, by)
    still_there(round_)
    if Round.objects.filter(pk=round_.pk, public_at=None).update(public_at=at or timezone.now()):
        enter("round.open", subject=round_, by=by, process=round_.process_id)
        bump("public")
    round_.refresh_from_db()


def _taken(number: int) -> Incomplete:
    sentence = _("This process has a round %(number)d already.") % {"number": number}
    return Incomplete(sentence, fields={"number": sentence})
