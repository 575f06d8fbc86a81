"""What a secretariat did with what it received, in numbers, and what of them may be published.

Nothing that counts one to four is said, and nothing from which such a number could be worked out. Zero is said here,
for it identifies nobody and is what an account is for: nothing declined, nothing left lying.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from common.suppression import LEAST, hidden

# Where each received contribution stands, one of these; together they are what was received.
OUTCOMES = ("published", "with_secretariat", "with_author", "declined", "withdrawn")

Counted = dict[str, int | None]


@dataclass(frozen=True)
class Treated:
    """How many stand where; ``returned``: how many were returned to their author at least once, wherever they stand."""

    published: int = 0
    with_secretariat: int = 0
    with_author: int = 0
    declined: int = 0
    withdrawn: int = 0
    returned: int = 0

    @property
    def received(self) -> int:
        return sum(getattr(self, name) for name in OUTCOMES)


@dataclass(frozen=True)
class Account:
    """In all and by stakeholder group (code); ``grounds``: declined by ground (code, "" for one in free words).

    ``hours``: the median time from arriving to being published, in hours, in all ("whole") and by group.
    """

    whole: Treated = Treated()
    groups: Mapping[str, Treated] = field(default_factory=dict)
    grounds: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, float] = field(default_factory=dict)


def publishable(account: Account) -> dict[str, object]:
    """The same numbers, or None for what is few or would give away what is few. The whole is held to it too."""
    keys = sorted(account.groups)
    rows = [account.groups[key] for key in keys] or [account.whole]
    end, width = len(rows), len(OUTCOMES)
    # Joint contributions stand in several groups: the whole can be few where the groups together are not.
    few = {(end, place) for place, name in enumerate(OUTCOMES) if 0 < getattr(account.whole, name) < LEAST}
    received = {end} if 0 < account.whole.received < LEAST else set()
    few_returned = {(end, 0)} if 0 < account.whole.returned < LEAST else set()
    while True:
        outcomes = hidden(
            [[getattr(row, name) for name in OUTCOMES] for row in rows],
            forced=few | {(row, width) for row in received},
            zeros_are_said=True,
        )
        returned = hidden(
            [[row.returned, row.received - row.returned] for row in rows],
            forced=few_returned | {(row, 2) for row in received},
            zeros_are_said=True,
        )
        more = received | {row for row, column in outcomes if column == width} | {r for r, c in returned if c == 2}
        if more == received:
            break
        received = more

    def said(row: int, treated: Treated) -> Counted:
        numbers: Counted = {
            name: None if (row, place) in outcomes else getattr(treated, name) for place, name in enumerate(OUTCOMES)
        }
        return {
            "received": None if row in received else treated.received,
            **numbers,
            "returned": None if (row, 0) in returned else treated.returned,
        }

    whole = said(end, account.whole)
    groups = {key: said(place, row) for place, (key, row) in enumerate(zip(keys, rows, strict=False))}
    return {
        "whole": {**whole, "median_hours": _hours(account, "whole", whole)},
        "groups": {key: {**row, "median_hours": _hours(account, key, row)} for key, row in groups.items()},
        "grounds": _grounds(account, whole),
    }


def _hours(account: Account, key: str, row: Counted) -> float | None:
    """The middle of a few says when one of them came."""
    return account.hours.get(key) if (row["published"] or 0) >= LEAST else None


def _grounds(account: Account, whole: Counted) -> dict[str, int | None]:
    keys = sorted(account.grounds)
    if not keys:
        return {}
    forced = {(len(keys), 0)} if whole["declined"] is None else set()
    gone = hidden([[account.grounds[key]] for key in keys], forced=forced, zeros_are_said=True)
    if (len(keys), 0) in gone and not forced:
        return dict.fromkeys(keys)
    return {key: None if (place, 0) in gone else account.grounds[key] for place, key in enumerate(keys)}


def as_shown(account: Account) -> dict[str, object]:
    """Every number, for the desk, in the same shape."""

    def row(key: str, treated: Treated) -> dict[str, object]:
        return {"received": treated.received, **asdict(treated), "median_hours": account.hours.get(key)}

    return {
        "whole": row("whole", account.whole),
        "groups": {key: row(key, treated) for key, treated in sorted(account.groups.items())},
        "grounds": dict(sorted(account.grounds.items())),
    }
