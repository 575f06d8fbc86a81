"""What the secretariat does with what it has received."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible
from consultations.actions import next_modifier, reserve_symbol
from consultations.grounds import OTHER
from consultations.models import Symbol
from consultations.queries.grounds import grounds_of
from contributions import notices, telling
from contributions.enums import Move
from contributions.models import Contribution, Remark
from contributions.queries.joining import unanswered

from .amendment import hold_text, record_amendments
from .carrying import carry_on
from .consenting import lock_versions, lower_beside
from .listing import listed
from .moving import check, lock, move, must_be_what_was_read
from .public_form import original_of, seal_published
from .redaction import must_not_come_back
from .showing import show, show_at_the_desk
from .timing import must_not_be_held
from .transcribing import must_be_confirmed

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def take_up(contribution: Contribution, *, by: "Person", seen: int | None = None, heard: int | None = None) -> None:
    """Begin the review, or go on with it after a question: it is ``by`` who answers for it now.

    Whoever answered for it before is told. ``seen`` and ``heard`` as in ``return_to_author``.
    """
    current = lock(contribution)
    check(current, Move.TAKE_UP, by=by)
    must_be_what_was_read(current, seen, heard)
    before = current.assignee
    move(current, Move.TAKE_UP, by=by, assignee=by)
    if before is not None and before != by:
        notices.taken_over(current, by=by, of=before)
    contribution.refresh_from_db()


@transaction.atomic
def return_to_author(
    contribution: Contribution, *, by: "Person", reason: str, seen: int | None = None, heard: int | None = None
) -> None:
    """Ask the author something; they can mend and send again, also after the period has closed.

    ``seen`` is the number of the submission that was read, ``heard`` the id of the last remark (0 for none): raise
    ``NotPossible`` if there is a later one.
    """
    current = lock(contribution)
    check(current, Move.RETURN, by=by, reason=reason)
    must_be_what_was_read(current, seen, heard)
    Remark.objects.create(contribution=current, by=by, text=reason.strip(), is_from_secretariat=True)
    move(current, Move.RETURN, by=by, reason=reason, assignee=by, returned_at=timezone.now())
    notices.returned(current, reason=reason.strip())
    contribution.refresh_from_db()


@transaction.atomic
def decline(
    contribution: Contribution,
    *,
    by: "Person",
    reason: str,
    code: str = OTHER,
    seen: int | None = None,
    heard: int | None = None,
) -> None:
    """Close the review without publishing, and tell the authors why: ``code`` of the process's grounds, and words.

    ``seen`` and ``heard`` as in ``return_to_author``. Raise ``Incomplete`` for a ground that may not be chosen.
    """
    current = lock(contribution)
    check(current, Move.DECLINE, by=by, reason=reason)
    must_be_what_was_read(current, seen, heard)
    if code not in {ground.code for ground in grounds_of(current.round.process) if ground.is_offered}:
        sentence = _("Choose one of the grounds that this process has published.")
        raise Incomplete(sentence, fields={"code": sentence})
    move(
        current,
        Move.DECLINE,
        by=by,
        reason=reason,
        facts={"ground": code},
        ground=reason.strip(),
        ground_code=code,
        closed_at=timezone.now(),
    )
    notices.declined(current, reason=reason.strip())
    contribution.refresh_from_db()


@transaction.atomic
def publish(
    contribution: Contribution,
    *,
    by: "Person",
    at: datetime | None = None,
    seen: int | None = None,
    heard: int | None = None,
    again: bool = False,
) -> Symbol:
    """Publish what was submitted under the next symbol of its round, and tell author and followers.

    What revises, adds to or corrects another keeps its number, with ``Rev.1``, ``Add.1``, ``Corr.1``. There is no gap
    and no duplicate, however many publish at once. What its source does not want the public to read is left out: see
    ``contributions.queries.published``. Raise ``NotPossible`` while a source is unconfirmed that the secretariat
    waits for, while none is confirmed, for what came too late for its round, where something else is in force or
    was said than was read (``seen``, ``heard``), and where words stand in it again that were removed from an earlier
    sending or from what it stands beside, unless ``by`` says that they may be published (``again``).
    """
    at = at or timezone.now()
    current = lock_versions(contribution)[contribution.pk]
    check(current, Move.PUBLISH, by=by)
    must_not_be_held(current)
    must_be_confirmed(current)
    must_be_what_was_read(current, seen, heard)
    named = list(current.sources.select_related("source"))
    speaking = [each for each in named if each.confirmed_at is not None]
    if unanswered(named) or not speaking:
        raise NotPossible(
            _("Confirm each source first: nothing is published under a name that nobody has made sure of.")
        )
    content = original_of(current)
    must_not_come_back(current, again=again)
    hold_text(content)
    number, modifier = _place_of(current)
    symbol = reserve_symbol(current.round, number=number, modifier=modifier)
    move(
        current,
        Move.PUBLISH,
        by=by,
        at=at,
        facts={"symbol": symbol.pk} | ({"again": True} if again else {}),
        symbol=symbol,
        number=symbol.number,
        published_at=at,
        **(listed(each.source for each in speaking) | {"group_ids": sorted({each.group_id for each in speaking})}),
        question_ids=sorted(int(key) for key in content.answers if key.isdigit()),
    )
    if record_amendments(current, content):
        seal_published(current)
        carry_on(current, by=by)
    show(current)
    show_at_the_desk(current)
    lower_beside(current, by=by)
    notices.published(current)
    telling.published(current)
    contribution.refresh_from_db()
    return symbol


def _place_of(contribution: Contribution) -> tuple[int | None, str]:
    """Number and modifier of its symbol: the next number (None), or beside what it revises, adds to or corrects."""
    original = contribution.original
    if original is None or original.symbol is None:
        return None, ""
    symbol = original.symbol
    while True:
        modifier = next_modifier(symbol, contribution.stands)
        # While we waited for the lock, what it stands beside may have been given another number.
        now = Symbol.objects.get(contribution=original)
        if now == symbol:
            return symbol.number, modifier
        symbol = now
