"""How much people who are not signed in may leave or cause here in an hour, from one address.

Anybody can begin and attach without an account, so a program could fill the disk. What it would need is counted by
address; a hall full of delegates behind one address on the last night stays far below (see the settings). Whoever
signs in is not counted.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.counting import exceeds
from common.refusals import TooMuch
from web.context import reader


def count_draft(request: HttpRequest) -> None:
    """Count a draft that is about to be begun. Raise ``TooMuch`` where there are too many."""
    if reader(request) is None and exceeds(request, "drafts", 1, most=settings.VISITORS_DRAFTS_PER_HOUR):
        raise TooMuch(
            _(
                "Very many contributions were begun from your network within an hour by people who are not signed in. "
                "Sign in first and then begin; without an account, try again in an hour. "
                "Nothing that was written is lost."
            )
        )


def count_follow(request: HttpRequest) -> None:
    """Count a letter to an address that somebody has entered. Raise ``TooMuch`` where there are too many."""
    if exceeds(request, "follows", 1, most=settings.VISITORS_FOLLOWS_PER_HOUR):
        raise TooMuch(
            _(
                "Very many such letters were asked for from your network within an hour. Try again in an hour, or sign "
                "in and follow without a letter."
            )
        )


def count_bytes(request: HttpRequest, size: int) -> None:
    """Count ``size`` bytes of a file that is about to be stored. Raise ``TooMuch`` where there are too many."""
    if reader(request) is None and exceeds(request, "bytes", size, most=settings.VISITORS_BYTES_PER_HOUR):
        raise TooMuch(
            _(
                "Very much was sent from your network within an hour by people who are not signed in, so this file "
                "was not taken. What you wrote is stored. Sign in and attach the file again, or try again in an hour."
            )
        )
