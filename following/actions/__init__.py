"""What can be done: follow and stop, choose how to be told, report news, spread it, gather it into digests."""

from following.actions.choosing import choose, end_feed_address, see_all
from following.actions.digesting import write_digests
from following.actions.following import MOST_FOLLOWS, follow, follow_here
from following.actions.forgetting import forget_old
from following.actions.readers import adopt, reader_at, reader_of
from following.actions.reporting import drop, release, report
from following.actions.rewording import narrow
from following.actions.spreading import NotAllTold, spread
from following.actions.stopping import reader_behind, stop, stop_all, take_report, unfollow, what_stops

__all__ = [
    "MOST_FOLLOWS",
    "NotAllTold",
    "adopt",
    "choose",
    "drop",
    "end_feed_address",
    "follow",
    "follow_here",
    "forget_old",
    "narrow",
    "reader_at",
    "reader_behind",
    "reader_of",
    "release",
    "report",
    "see_all",
    "spread",
    "stop",
    "stop_all",
    "take_report",
    "unfollow",
    "what_stops",
    "write_digests",
]
