"""Delivering stored letters, each once, many over one connection, whatever happens meanwhile."""

import logging
import time
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from notifications.actions import claiming, handover, pacing
from notifications.actions.noting import Notes
from notifications.enums import Trouble, Verdict
from notifications.lifecycle import LONGEST_RUN, MOST_RUNS, pause_after, rest_after, told, verdict
from notifications.models import Letter, LetterQuerySet, Undeliverable
from notifications.posting import Post
from notifications.reports.status import is_about_mailbox, status_in

logger = logging.getLogger(__name__)


def deliver(letter_id: UUID | str, *, at: datetime | None = None) -> bool:
    """Send one letter if it is due and nobody else is sending it; say whether it was sent.

    For letters that somebody waits for. Never raises for a mail server's sake; run twice it sends once.
    """
    at = at or timezone.now()
    run = Run()
    return run.send(claiming.claim_one(letter_id, run.claim, at=at)) > 0


def deliver_due(*, at: datetime | None = None) -> int:
    """Send what is due over one connection, for ten seconds at most; return how many letters were sent.

    The urgent go first, and what becomes urgent meanwhile goes before the rest. As many runs as one likes may be
    started: they take different letters, and only a few are at work at once. If more is due at its end, a run starts
    the next. Never raises for a mail server's sake.
    """
    if handover.runs_at_work(at=at or timezone.now()) >= MOST_RUNS:
        return 0
    run = Run(until=time.monotonic() + LONGEST_RUN.total_seconds())
    sent = run.send_due(at)
    if run.has_more:
        handover.start_run()
    return sent


class Run:
    """One worker's work on letters: a claim, a connection, and the notes of what was sent.

    A fault that is not about a letter ends it: all that was claimed goes back, no attempt is counted, and all letters
    rest. Only a worker that dies between the mail server's yes and our note of it leads to a second copy, under the
    same Message-ID, when its claim is over.
    """

    def __init__(self, *, until: float | None = None) -> None:
        self.claim = uuid4()
        self.has_more = False
        self._until = until
        self._notes = Notes(self.claim)
        self._is_over = False

    def send_due(self, at: datetime | None = None) -> int:
        """Claim and send until nothing is due, or time is up; return how many were sent."""
        sent = 0
        with Post() as post:
            while not self._is_over and (letters := claiming.claim_due(self.claim, at=at or timezone.now())):
                sent += self._send(letters, post)
        return sent

    def send(self, letters: list[Letter]) -> int:
        """Send claimed letters; return how many the mail server took."""
        if not letters:
            return 0
        with Post() as post:
            return self._send(letters, post)

    def _send(self, letters: list[Letter], post: Post) -> int:
        sent, waiting = 0, deque(letters)
        with self._notes:
            while waiting and not self._is_over:
                if self._is_time_up() and not post.expects(waiting[0]):
                    self.has_more = self._is_over = True
                    break
                letter = waiting.popleft()
                sent += self._try(letter, waiting[0] if waiting else None, post)
                if self._notes.is_urgent and self._until is not None:
                    self._notes.settle()
                    waiting.extendleft(reversed(claiming.claim_urgent(self.claim, at=timezone.now())))
                    self._notes.is_urgent = False
        self._give_back(waiting)
        return sent

    def _try(self, letter: Letter, following: Letter | None, post: Post) -> bool:
        """Send one letter, if it is still ours; say whether the mail server took it."""
        was_of_use = post.has_served
        try:
            post.offer(letter)
        except Exception as error:  # noqa: BLE001  # whatever it is, the letter must not stay claimed or be lost
            return self._refused(letter, error, was_of_use)
        # The note of the one before is on its way: time to write the next one out.
        post.prepare(following)
        if not self._notes.holds(letter):
            post.withdraw()
            return False
        goes_on = not (self._notes.is_urgent or self._is_time_up())
        try:
            post.hand_in(letter, along=following if goes_on else None)
        except Exception as error:  # noqa: BLE001  # as above
            return self._refused(letter, error, was_of_use)
        self._notes.sent(letter, following=following)
        return True

    def _refused(self, letter: Letter, error: Exception, was_of_use: bool) -> bool:
        self._notes.settle()
        found, now = verdict(error), timezone.now()
        # Of the error the kind only: a mail server's answer names the reader's address, and logs are kept longer.
        logger.warning("Letter %s was not sent (%s, %s)", letter.pk, found.name, type(error).__name__)
        if found == Verdict.OURS:
            self._put_back(letter, error, next_attempt_at=now + rest_after(now - letter.created_at))
            if not was_of_use:
                # Not this letter's doing: nothing has gone over this connection.
                self._is_over = True
                pacing.rest(at=now)
            return False
        pause = None if found == Verdict.FINAL else pause_after(letter.attempts + 1)
        when = {"failed_at": now} if pause is None else {"next_attempt_at": now + pause}
        self._put_back(letter, error, attempts=F("attempts") + 1, **when)
        if found == Verdict.FINAL:
            _remember(letter, told(error), now)
        return False

    def _put_back(self, letter: Letter, error: Exception, **columns: object) -> None:
        self._own([letter]).update(claim=None, claimed_at=None, handed_over_at=None, last_error=told(error), **columns)

    def _give_back(self, letters: Iterable[Letter]) -> None:
        if letters:
            self._own(letters).update(claim=None, claimed_at=None, handed_over_at=None)

    def _own(self, letters: Iterable[Letter]) -> LetterQuerySet:
        """Those that are still ours: a worker taken for dead must not undo what its successor did."""
        return Letter.objects.filter(pk__in=[letter.pk for letter in letters], claim=self.claim)

    def _is_time_up(self) -> bool:
        return self._until is not None and time.monotonic() > self._until


def _remember(letter: Letter, said: str, at: datetime) -> None:
    """Where there is no such mailbox for good, nothing more goes to a follower, as after a bounce."""
    if is_about_mailbox(status_in(said)):
        Undeliverable.objects.bulk_create(
            [Undeliverable(address=letter.address.lower(), trouble=Trouble.BOUNCE, since=at, said=said)],
            ignore_conflicts=True,
        )
