"""Writing down what the mail server took, while the next letter is on its way."""

import logging
import select
import time
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
# A letter that was called off while the server was already saying yes has gone all the same.
_TABLE = Letter._meta.db_table
_NOTE = f"""
WITH noted AS (
    UPDATE {_TABLE}
    SET sent_at = $1::timestamptz, claim = NULL, claimed_at = NULL, handed_over_at = NULL, called_off_at = NULL,
        last_error = '', attempts = attempts + 1
    WHERE id = $2::uuid AND claim = $3::uuid
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
# enough that the database server has them: a worker that is killed forgets none, a database whose machine falls at
# most so many.
TO_DISK = 10
# How often a run looks whether somebody waits at a screen: who does must not notice that there are runs.
LOOK_AROUND = timedelta(milliseconds=100)
# How long a note is tried again when the database is away: what was sent must not be sent twice.
PATIENCE = 60.0


class Notes:
    """The notes of one run. Of each letter that was taken one is on its way to the database at once, and surely there
    before the content of the next letter leaves: a worker that is killed has sent at most one letter without a note.

    Between ``sent`` and ``settle`` the connection of this thread can be used for nothing else.
    """

    def __init__(self, claim: UUID) -> None:
        self._claim = claim
        self._under_way: tuple[datetime, UUID, UUID | None] | None = None
        self._number = 0
        self._looked_at = timezone.now()
        self._known: tuple[UUID | None, bool, datetime] = (None, False, timezone.now())
        # Does somebody wait at a screen for a letter that nobody sends?
        self.is_urgent = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for the last note. Where something broke, leave no connection behind that is in the middle of it."""
        if kind is None:
            self.settle()
        elif self._under_way is not None and not connection.in_atomic_block:
            connection.close()

    def sent(self, letter: Letter, *, following: Letter | None) -> None:
        """Begin to note that a letter was taken, and to look at the one that comes next."""
        self._under_way = (timezone.now(), letter.pk, following.pk if following else None)
        self._number += 1
        try:
            self._send()
        except Exception as error:  # noqa: BLE001  # whatever it is: settle tries again, on another connection
            logger.warning("A note did not leave (%s)", type(error).__name__)

    def settle(self) -> None:
        """Wait until the last note is there. A database that is away is waited for, for a minute."""
        if self._under_way is None:
            return
        at, _sent, following = self._under_way
        try:
            is_ours, self.is_urgent = self._answer()
        except Exception as error:  # noqa: BLE001  # the letter has gone: nothing is more important than this note
            logger.warning("A note was lost and is made again (%s)", type(error).__name__)
            is_ours, self.is_urgent = self._again()
        self._under_way = None
        self._known = (following, is_ours, at)

    def holds(self, letter: Letter) -> bool:
        """Is the letter still ours to send, as of a moment ago?"""
        self.settle()
        known, is_ours, at = self._known
        if known == letter.pk and timezone.now() - at < FRESH:
            return is_ours
        now = timezone.now()
        ours = Letter.objects.being_sent(at=now).filter(pk=letter.pk, claim=self._claim).useful(at=now)
        return bool(ours.update(claimed_at=now))

    def _send(self) -> None:
        connection.ensure_connection()
        server: psycopg.Connection[Any] = connection.connection
        if server not in _PREPARED:
            server.pgconn.prepare(_NAME, _NOTE)
            _PREPARED.add(server)
        server.pgconn.send_query_prepared(_NAME, self._values())
        server.pgconn.flush()

    def _values(self) -> list[bytes | None]:
        at, sent, following = self._under_way  # type: ignore[misc]  # only called while there is one
        dead = None
        if abs(at - self._looked_at) > LOOK_AROUND:
            self._looked_at, dead = at, (at - CLAIM_TIMEOUT).isoformat()
        to_disk = "on" if following is None or self._number % TO_DISK == 0 else "off"
        given = (at.isoformat(), sent, self._claim, following, dead, to_disk)
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

    def _again(self) -> tuple[bool, bool]:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                if not connection.in_atomic_block:
                    connection.close()
                self._send()
                return self._answer()
            except (Error, psycopg.Error, OSError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
