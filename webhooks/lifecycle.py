"""When a delivery is tried, tried again, and given up. No database, no clock, no network."""

from datetime import datetime, timedelta

# Nobody is called for longer, whatever the other side does.
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 3.0, 10.0, 15.0
# Who calls an endpoint and has not been heard of for so long is taken for dead; longer than one call with its name.
CLAIM_TIMEOUT = timedelta(minutes=2)
# A turn handed to the broker and not begun by then is handed over again: the broker may have lost it.
HANDOVER_TIMEOUT = timedelta(minutes=2)
# At most so many turns lie with the broker unbegun.
MOST_HANDED_OVER = 500
# An endpoint's turn ends after so many deliveries or seconds, and it stands in line again: others wait, too.
MOST_IN_A_TURN = 20
LONGEST_TURN = timedelta(seconds=10)

# A receiver that takes longer to answer rests for so many times as long: it has a tenth of a worker at most.
SLOW_ANSWER, TIMES_AS_LONG = timedelta(seconds=2), 9

# After each failure, and four hours after every later one.
PAUSES = (
    timedelta(seconds=10),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
)
GIVEN_UP_AFTER = timedelta(days=3)
# And not before so many tries: days on which our own house stood still, or its clock was wrong, are nobody's fault.
FEWEST_TRIES = len(PAUSES)
# What is about the endpoint itself is asked for by somebody who waits for it: a few tries, then they ask again.
SHORT_PAUSES = PAUSES[:2]
# A receiver that says when to come back is believed up to this.
LONGEST_REST = timedelta(hours=6)
# A time that is further off than any pause comes from a clock that was wrong, and is not waited for.
FURTHEST = LONGEST_REST + timedelta(hours=1)

# How long the former secret still signs.
OLD_SECRET_KEPT = timedelta(hours=24)
# In one portal.
MOST_ENDPOINTS = 10
# In one portal within a day: whoever has not proven that they want to be called is not called without end.
MOST_CHALLENGES, CHALLENGES_COUNTED = 30, timedelta(days=1)
LARGEST_ANSWER = 1024  # bytes that are kept of it
MOST_REPLAYED = 10_000  # by one request


def pause_after(failures: int, *, chance: float) -> timedelta:
    """How long to wait after so many failures in a row (1 is the first).

    ``chance``, from 0 to 1, spreads it by a fifth either way: what failed together does not come back together.
    """
    pause = PAUSES[min(max(failures, 1), len(PAUSES)) - 1]
    return pause * (0.8 + 0.4 * chance)


def rest_after(took: timedelta) -> timedelta | None:
    """How long a receiver rests that has taken what it was told, and that long to say so; None where it was quick."""
    return took * TIMES_AS_LONG if took > SLOW_ANSWER else None


def next_try(pause: timedelta, *, now: datetime, since: datetime) -> datetime:
    """When the pause is over; the last try of what has failed ``since`` then comes just at the end of its time."""
    last = since + GIVEN_UP_AFTER
    return min(now + pause, last) if now < last else now + pause


def is_over(*, tries: int, now: datetime, since: datetime) -> bool:
    """Is it given up after so many tries in vain since then?"""
    return tries >= FEWEST_TRIES and now - since >= GIVEN_UP_AFTER


def rest_asked(text: str | None, *, seconds_to: float | None = None) -> timedelta | None:
    """How long a receiver asks to be left alone: ``text`` in seconds, or ``seconds_to`` the date it named.

    None where it says nothing that can be understood; never longer than ``LONGEST_REST``.
    """
    if seconds_to is None:
        if not text or not text.strip().isascii() or not text.strip().isdigit():
            return None
        seconds_to = float(text.strip()[:9])
    return min(max(timedelta(seconds=seconds_to), timedelta()), LONGEST_REST)
