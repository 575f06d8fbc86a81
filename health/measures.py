"""What is measured, as values. No database, no broker, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Nothing is counted further: whoever watches wants to know that it is much.
MOST = 10_000


@dataclass(frozen=True)
class Queue:
    """What lies with the broker in one queue, not begun, and who takes from it."""

    name: str
    length: int = 0
    oldest_at: datetime | None = None
    workers: Sequence[str] = ()


@dataclass(frozen=True)
class Broker:
    """What the broker tells; without ``seconds`` it does not answer, and the rest is not known."""

    seconds: float | None = None
    queues: Sequence[Queue] = ()
    workers: Sequence[str] = ()


@dataclass(frozen=True)
class Letters:
    """Letters by where they stand, each counted up to ``MOST`` and one.

    ``tried`` are those of the waiting that were tried in vain so far. ``failed`` and ``bounced`` are of the last day.
    ``oldest_due`` says since when the longest due letter of each priority is due; ``oldest_at`` when the oldest of the
    waiting was written. ``are_resting``: our own mail server was away a moment ago.
    """

    waiting: int = 0
    tried: int = 0
    oldest_at: datetime | None = None
    being_sent: int = 0
    held: int = 0
    failed: int = 0
    bounced: int = 0
    oldest_due: Mapping[int, datetime] = field(default_factory=dict)
    are_resting: bool = False


@dataclass(frozen=True)
class Deliveries:
    """Deliveries by webhook: those that wait, and those given up in the last day."""

    waiting: int = 0
    given_up: int = 0


@dataclass(frozen=True)
class Scheduled:
    """A task of the clock, and its last run."""

    task: str
    every: timedelta
    sent_at: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    failed_at: datetime | None = None
    fault: str = ""

    @property
    def went_wrong(self) -> bool:
        """Did the last run that ended end with an error?"""
        return self.failed_at is not None and (self.ended_at is None or self.failed_at > self.ended_at)


@dataclass(frozen=True)
class Stored:
    """What the database tells; without ``seconds`` it does not answer, and the rest is not known."""

    seconds: float | None = None
    letters: Letters = field(default_factory=Letters)
    deliveries: Deliveries = field(default_factory=Deliveries)
    scheduled: Sequence[Scheduled] = ()

    @property
    def last_beat(self) -> datetime | None:
        """When the clock last sent anything."""
        return max((each.sent_at for each in self.scheduled if each.sent_at), default=None)


@dataclass(frozen=True)
class Measures:
    """Everything, at one instant."""

    at: datetime
    stored: Stored
    broker: Broker
