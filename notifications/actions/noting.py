"""Writing down what the mail server took, while the next letter is on its way."""

import logging
import select
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID
from weakref import WeakSet

import psycopg
from django.db import Error, OperationalError, connection
from django.utils import timezone
from psycopg import pq

from notifications.enums import Priority
from notifications.lifecycle import CLAIM_TIMEOUT, FRESH
from notifications.models import Letter

logger = logging.getLogger(__name__)

# One statement: this letter is sent; is the next one still ours, and does somebody wait at a screen meanwhile?
# A letter that was called off while the server was already saying yes has gone all the same, and so has one that a
# successor has claimed meanwhile: it is not to send it again.
_TABLE = Letter._meta.db_table
_NOTE = f"""
WITH noted AS (
    UPDATE {_TABLE}
    SET sent_at = $1::timestamptz, claim = NULL, claimed_at = NULL, handed_over_at = NULL, called_off_at = NULL,
        last_error = '', attempts = attempts + 1
    WHERE id = $2::uuid AND sent_at IS NULL AND failed_at IS NULL
)
SELECT
    coalesce((
        SELECT claim = $3::uuid AND sent_at IS NULL AND failed_at IS NULL AND called_off_at IS NULL
            AND NOT hold AND (useless_from IS NULL OR useless_from > $1::timestamptz)
        FROM {_TABLE} WHERE id = $4::uuid
    ), false),
    $5::timestamptz IS NOT NULL AND EXISTS (
        SELECT 1 FROM {_TABLE}
        WHERE priority = {Priority.FIRST:d} AND NOT hold
        AND sent_at IS NULL AND failed_at IS NULL AND called_off_at IS NULL
        AND next_attempt_at <= $1::timestamptz AND (claimed_at IS NULL OR claimed_at <= $5::timestamptz)
    ),
    set_config('synchronous_commit', $6::text, true)
""".encode()  # noqa: S608  # names of ours only
_NAME = b"notifications_note"
# Connections that know the statement by name.
_PREPARED: WeakSet[psycopg.Connection[Any]] = WeakSet()
# Every so many notes one is on the disk before the next letter goes, and all before it with it. In between it is
# enough that the database server has them: a worker that is killed forgets none, and those that a database forgets
# when it is killed are still in the worker's hand.
TO_DISK = 25
# How often a run looks whether somebody waits at a screen: who does must not notice that there are runs.
LOOK_AROUND = timedelta(milliseconds=100)
# How long notes are tried again when the database is away: what was sent must not be sent twice. Nearly as long as a
# task may last; without a database there is nothing else to do.
PATIENCE = 90.0


@dataclass(frozen=True, slots=True)
class Note:
    """That a letter was taken, and which one comes next."""

    at: datetime
    letter: UUID
    following: UUID | None
    is_to_disk: bool


class Notes:
    """The notes of one run. Of each letter that was taken one is on its way to the database at once, and surely there
    before the content of the next letter leaves: a worker that is killed has sent at most one letter without a note.

    Notes that may not be on the database's disk yet are kept in hand, and made once more where it has fallen: that
    costs no copy, unless the worker falls with it. Between ``sent`` and ``settle`` the connection of this thread can
    be used for nothing else.
    """

    def __init__(self, claim: UUID) -> None:
        self._claim = claim
        self._under_way: Note | None = None
        # Made, and perhaps not on the disk yet; and the connection over which they were made.
        self._in_hand: list[Note] = []
        self._server: psycopg.Connection[Any] | None = None
        self._number = 0
        self._looked_at = timezone.now()
        self._known: tuple[UUID | None, bool, datetime] = (None, False, timezone.now())
        # Does somebody wait at a screen for a letter that nobody sends?
        self.is_urgent = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait until all notes are on the disk. What broke may be the database: then all are made again."""
        if kind is None:
            self.settle()
            self._put_on_disk()
        elif not connection.in_atomic_block and (notes := self._all()):
            self._again(notes)

    def sent(self, letter: Letter, *, following: Letter | None) -> None:
        """Begin to note that a letter was taken, and to look at the one that comes next."""
        self._number += 1
        is_to_disk = following is None or self._number % TO_DISK == 0
        self._under_way = Note(timezone.now(), letter.pk, following.pk if following else None, is_to_disk)
        try:
            self._send(self._under_way)
        except Exception as error:  # noqa: BLE001  # whatever it is: settle tries again, on another connection
            logger.warning("A note did not leave (%s)", type(error).__name__)

    def settle(self) -> None:
        """Wait until the last note is there. A database that is away is waited for."""
        note = self._under_way
        if note is None:
            return
        try:
            is_ours, self.is_urgent = self._answer()
            self._in_hand = [] if note.is_to_disk else [*self._in_hand, note]
        except Exception as error:  # noqa: BLE001  # the letter has gone: nothing is more important than this note
            logger.warning("A note was lost and is made again (%s)", type(error).__name__)
            is_ours, self.is_urgent = self._again(self._all())
        self._under_way = None
        self._known = (note.following, is_ours, note.at)

    def holds(self, letter: Letter) -> bool:
        """Is the letter still ours to send, as of a moment ago?"""
        self.settle()
        known, is_ours, at = self._known
        if known == letter.pk and timezone.now() - at < FRESH:
            return is_ours
        now = timezone.now()
        ours = Letter.objects.being_sent(at=now).filter(pk=letter.pk, claim=self._claim).useful(at=now)
        return bool(ours.update(claimed_at=now))

    def _all(self) -> list[Note]:
        return [*self._in_hand, *([self._under_way] if self._under_way else [])]

    def _put_on_disk(self) -> None:
        if not self._in_hand:
            return
        try:
            self._check_server()
            self._wait_for_disk(self._in_hand)
        except Exception as error:  # noqa: BLE001  # as above
            logger.warning("Notes were lost and are made again (%s)", type(error).__name__)
            self._again(self._in_hand)

    def _wait_for_disk(self, notes: list[Note]) -> None:
        """Any change waits for the disk, and for all before it."""
        Letter.objects.filter(pk__in=[note.letter for note in notes], claim=None).update(claim=None)
        self._in_hand = []

    def _check_server(self) -> None:
        """Another connection may be one to a database that has fallen and forgotten what is in hand."""
        connection.ensure_connection()
        if self._in_hand and self._server not in (None, connection.connection):
            raise OperationalError("The connection is another one.")
        self._server = connection.connection

    def _send(self, note: Note) -> None:
        self._check_server()
        server: psycopg.Connection[Any] = connection.connection
        if server not in _PREPARED:
            server.pgconn.prepare(_NAME, _NOTE)
            _PREPARED.add(server)
        server.pgconn.send_query_prepared(_NAME, self._values(note))
        server.pgconn.flush()

    def _values(self, note: Note) -> list[bytes | None]:
        dead = None
        if abs(note.at - self._looked_at) > LOOK_AROUND:
            self._looked_at, dead = note.at, (note.at - CLAIM_TIMEOUT).isoformat()
        to_disk = "on" if note.is_to_disk else "off"
        given = (note.at.isoformat(), note.letter, self._claim, note.following, dead, to_disk)
        return [None if value is None else str(value).encode() for value in given]

    def _answer(self) -> tuple[bool, bool]:
        server = connection.connection.pgconn
        while server.is_busy():
            select.select([server.socket], [], [])
            server.consume_input()
        result = server.get_result()
        while server.get_result() is not None:
            pass
        if result is None or result.status != pq.ExecStatus.TUPLES_OK:
            raise OperationalError("The note was not taken.")
        return result.get_value(0, 0) == b"t", result.get_value(0, 1) == b"t"

    def _again(self, notes: list[Note]) -> tuple[bool, bool]:
        """Make notes once more, over a new connection, and wait for the disk; what is known there already, stays so."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                if not connection.in_atomic_block:
                    connection.close()
                self._server = None
                for note in notes:
                    self._send(note)
                    answer = self._answer()
                self._wait_for_disk(notes)
                return answer
            except (Error, psycopg.Error, OSError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
