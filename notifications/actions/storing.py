"""Storing letters in the transaction of their cause."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

import record.actions
from notifications.actions import handover
from notifications.enums import Priority
from notifications.families import family_called
from notifications.models import Letter
from notifications.rendering import Rendered, render
from record.names import reference

CHUNK = 500


class Recipient(Protocol):
    """What a letter needs to know of a person (``settings.AUTH_USER_MODEL``)."""

    pk: Any
    email: str
    name: str
    language: str
    time_zone: str


def queue(
    family: str,
    *,
    to: Recipient | None,
    address: str = "",
    language: str = "",
    context: Mapping[str, object],
    key: str,
    subject: models.Model | None = None,
    priority: Priority | None = None,
    hold: bool = False,
    stop: str = "",
    useless_from: datetime | None = None,
    not_before: datetime | None = None,
) -> Letter:
    """Store one letter in the caller's transaction and start its delivery after commit.

    ``to`` is a person, or None for a mere ``address``; the person's own address, language and zone hold where nothing
    else is given. ``key`` names cause and reader: the same key again returns the letter that is stored already and
    sends nothing. ``hold`` keeps it until it is released. A broker that is down delays the letter, and never raises.
    ``stop`` is what its reader can end, "" for a letter of the official process; it goes ``not_before`` an instant, and
    no more from the one on at which it is of no use.

    Its ``priority`` is that of its family where none is given.
    Raise ``ValueError`` without any address, ``UnknownFamily`` for a family that nobody declared.
    """
    address = address or (to.email if to else "")
    if not address:
        raise ValueError("A letter needs a person or an address.")
    stored = Letter.objects.filter(key=key).first()
    if stored:
        return stored
    words = render(
        family,
        language=language or (to.language if to else "") or settings.LANGUAGE_CODE,
        zone=to.time_zone if to else "",
        context=context,
        name=to.name if to else "",
        has_account=to is not None,
    )
    letter = _compose(
        words,
        to,
        family=family,
        address=address,
        key=key,
        about=_about(subject),
        priority=_in_order(family, priority),
        hold=hold,
        stop=stop,
    )
    letter.useless_from = useless_from
    letter.next_attempt_at = max(not_before or letter.created_at, letter.created_at)
    return _store(letter)


def queue_many(
    family: str,
    *,
    to: Iterable[Recipient],
    context: Mapping[str, object],
    key: str,
    subject: models.Model | None = None,
    priority: Priority | None = None,
    hold: bool = False,
) -> int:
    """Store the same letter for many people, in constant memory, and return how many were new.

    It is rendered once for each language and zone, so its templates cannot speak of the reader, and the greeting is
    impersonal. Each letter's key is ``<key>:<person's key>``. Its ``priority`` is that of its family where none is
    given. Delivery starts with the sweeper, after commit.
    """
    words = lru_cache(maxsize=128)(lambda language, zone: render(family, language=language, zone=zone, context=context))
    same = {"family": family, "about": _about(subject), "priority": _in_order(family, priority), "hold": hold}
    stored = 0
    for people in _chunks(to):
        letters = [
            _compose(words(one.language, one.time_zone), one, address=one.email, key=f"{key}:{one.pk}", **same)
            for one in people
        ]
        stored += _store_new(letters)
    if stored and not hold:
        transaction.on_commit(handover.start_sweep)
    return stored


@transaction.atomic
def release(letter: Letter, *, by: object | None) -> bool:
    """Let a held letter go; say whether it was still held. Whoever released it is entered in the record."""
    now = timezone.now()
    handed = now if letter.priority == Priority.FIRST else None
    held = Letter.objects.held().filter(pk=letter.pk)
    released = held.update(hold=False, next_attempt_at=now, handed_over_at=handed)
    if released:
        record.actions.enter("letter.release", subject=letter, by=by)
        _start_after_commit(letter)
    letter.refresh_from_db()
    return bool(released)


def _compose(words: Rendered, to: Recipient | None, **given: Any) -> Letter:
    now = timezone.now()
    return Letter(
        person_id=to.pk if to else None,
        language=words.language,
        subject_line=words.subject_line,
        text=words.text,
        html=words.html,
        created_at=now,
        next_attempt_at=now,
        **given,
    )


def _store(letter: Letter) -> Letter:
    """Insert the letter, or return the one that another transaction stored under the same key meanwhile."""
    goes_now = not letter.hold and letter.next_attempt_at <= letter.created_at
    if goes_now and letter.priority == Priority.FIRST:
        letter.handed_over_at = letter.created_at
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    stored = Letter.objects.get(key=letter.key)
    if stored.pk == letter.pk and goes_now:
        _start_after_commit(stored)
    return stored


def _store_new(letters: list[Letter]) -> int:
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    return Letter.objects.filter(pk__in=[letter.pk for letter in letters]).count()


def _start_after_commit(letter: Letter) -> None:
    transaction.on_commit(lambda: handover.start_delivery(letter))


def _chunks(people: Iterable[Recipient]) -> Iterator[list[Recipient]]:
    if isinstance(people, models.QuerySet):
        people = people.iterator(chunk_size=CHUNK)
    rest = iter(people)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _in_order(family: str, priority: Priority | None) -> Priority:
    return family_called(family).priority if priority is None else priority


def _about(subject: models.Model | None) -> str:
    return reference(subject) if subject is not None else ""
