"""Taking due letters for one worker: the urgent first, none twice, no more to one domain than its server likes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_noop

from notifications.actions import pacing
from notifications.enums import Priority
from notifications.lifecycle import MOST_AT_ONCE
from notifications.models import Letter, LetterQuerySet, Undeliverable

# By an array: of a hundred places in a statement the database's client would think for longer than the database.
_TAKE = f"""
UPDATE {Letter._meta.db_table} SET claim = %(claim)s, claimed_at = %(at)s, handed_over_at = %(at)s
WHERE id = ANY(%(letters)s)
"""  # noqa: S608  # names of ours only
USELESS = gettext_noop("It came too late to be of use.")
STOPPED = gettext_noop("Nothing arrives at this address, or its owner wants no such letters.")


def claim_due(claim: UUID, *, at: datetime, most: int = MOST_AT_ONCE) -> list[Letter]:
    """Claim up to ``most`` due letters, the urgent first, and return them with their words and whom they go to.

    Letters that are of no use any more, and those to followers who are gone or whom nothing reaches, are called off.
    Those beyond what their domain takes wait, and others pass by. Workers that ask at once get different letters.
    """
    if pacing.is_resting(at=at):
        return []
    while True:
        with transaction.atomic():
            due = Letter.objects.due(at=at).order_by("priority", "next_attempt_at")
            found = list(due.select_for_update(skip_locked=True)[:most])
            going = _without_vain(found, at)
            taken, waiting = pacing.paced(going, at=at)
            _take(taken, claim, at)
        pacing.spread(waiting, at=at)
        # Where all that was found may not go, there is others' turn.
        if taken or not found:
            return _whole(taken)


def claim_urgent(claim: UUID, *, at: datetime) -> list[Letter]:
    """Claim what somebody waits for at a screen."""
    return _claim(Letter.objects.due(at=at).filter(priority=Priority.FIRST).order_by("next_attempt_at"), claim, at)


def claim_one(letter_id: UUID | str, claim: UUID, *, at: datetime) -> list[Letter]:
    """Claim this very letter, if it is due and nobody else has it."""
    return _claim(Letter.objects.due(at=at).filter(pk=letter_id), claim, at)


def _claim(due: LetterQuerySet, claim: UUID, at: datetime) -> list[Letter]:
    with transaction.atomic():
        found = list(due.select_for_update(skip_locked=True)[:MOST_AT_ONCE])
        going = _without_vain(found, at)
        _take(going, claim, at)
    return _whole(going)


def _take(letters: list[Letter], claim: UUID, at: datetime) -> None:
    if letters:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, {"claim": claim, "at": at, "letters": [letter.pk for letter in letters]})


def _whole(letters: list[Letter]) -> list[Letter]:
    """The letters with what they are written out of: two questions, however many they are."""
    called = Prefetch("person", queryset=get_user_model().objects.only("name"))
    prefetch_related_objects(letters, "words", called)
    return letters


def _without_vain(letters: list[Letter], at: datetime) -> list[Letter]:
    """The letters that are worth sending; the others are called off."""
    useless = [letter for letter in letters if letter.useless_from and letter.useless_from <= at]
    _call_off(useless, USELESS, at)
    unwanted = _unwanted([letter for letter in letters if letter.stop and letter not in useless])
    _call_off(unwanted, STOPPED, at)
    gone = {letter.pk for letter in (*useless, *unwanted)}
    return [letter for letter in letters if letter.pk not in gone]


def _unwanted(stoppable: list[Letter]) -> list[Letter]:
    """Those to addresses where nothing arrives, and to accounts that were closed since they were stored."""
    if not stoppable:
        return []
    addresses = {letter.address.lower() for letter in stoppable}
    dead = set(Undeliverable.objects.filter(pk__in=addresses).values_list("pk", flat=True))
    people = {letter.person_id for letter in stoppable if letter.person_id is not None}
    gone = set(get_user_model().objects.filter(pk__in=people, is_active=False).values_list("pk", flat=True))
    return [letter for letter in stoppable if letter.address.lower() in dead or letter.person_id in gone]


def _call_off(letters: Iterable[Letter], why: str, at: datetime) -> None:
    found = [letter.pk for letter in letters]
    if found:
        Letter.objects.filter(pk__in=found).update(
            called_off_at=at, last_error=why, claim=None, claimed_at=None, handed_over_at=None
        )
