"""What a report can say."""

from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID


class Kind(Enum):
    """What became of a letter; the graver first, which counts where a report says several things."""

    FAILED = auto()
    DELAYED = auto()
    DELIVERED = auto()
    # Left for somewhere from which nothing will be reported (RFC 3464, 2.3.3: relayed, expanded).
    RELAYED = auto()
    COMPLAINT = auto()
    # The reader ended letters of its kind where the provider offers that.
    UNSUBSCRIBED = auto()
    # An answer while somebody is away, a receipt, a letter to us, or nothing that can be read.
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of one letter, and by what it names that letter.

    ``addresses`` are those it came to, or that the letter came from: one of them may be the letter's own.
    ``message_ids`` are those of what it speaks about; ``letters`` are keys that only those know whom we gave them to.
    ``recipients`` are those that it speaks of, as they were written to, and as they were delivered to; none where it
    names none. ``is_vouched``: whoever reports has shown a secret of ours. ``status`` has three numbers (RFC 3463) or
    is "". ``closes_address``: nothing will arrive there any more.
    """

    kind: Kind = Kind.NOTHING
    addresses: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    status: str = ""
    said: str = ""
    recipients: tuple[str, ...] = ()
    letters: tuple[UUID, ...] = ()
    is_vouched: bool = False
    closes_address: bool = False
