"""Stored letters as the outbox shows them."""

import re

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.notices.news import as_others_read
from notifications.enums import State
from notifications.families import UnknownFamily, family_called
from notifications.models import Letter
from notifications.queries import letters_leave_the_house

# What may end a sentence is no part of an address that stands there.
PUNCTUATION = ".,;:!?)]}»”،؛؟。，；：！？」"

_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])", re.ASCII)
_CODE = re.compile(r"(?<![\d.])[45]\d\d(?![\d.])", re.ASCII)
_UNKNOWN = gettext_lazy("There is no such mailbox.")
_DISABLED = gettext_lazy("The mailbox is closed.")
_FULL = gettext_lazy("The mailbox is full.")
_TOO_LARGE = gettext_lazy("The letter is too large for this mail server.")
_UNWANTED = gettext_lazy("The mail server refused the letter as unwanted.")
_NOWHERE = gettext_lazy("There is no mail server for this address.")
_NOT_NOW = gettext_lazy("The mail server did not take it at that moment.")
_NEVER = gettext_lazy("The mail server refused it.")
_AWAY = gettext_lazy("The mail server could not be reached, or broke off.")
# What statuses mean (RFC 3463): the longest beginning that is listed, without the first figure.
_OF_STATUS: dict[str, str | Promise] = {
    "1.2": _NOWHERE,
    "1.10": _NOWHERE,
    "1.": _UNKNOWN,
    "2.1": _DISABLED,
    "2.2": _FULL,
    "2.3": _TOO_LARGE,
    "3.1": _FULL,
    "3.4": _TOO_LARGE,
    "4.4": _NOWHERE,
    "4.": _AWAY,
    "7.": _UNWANTED,
}
# And what answers without one do (RFC 5321, 4.2.3).
_OF_CODE: dict[str, str | Promise] = {
    "421": _AWAY,
    "422": _FULL,
    "452": _FULL,
    "550": _UNKNOWN,
    "551": _UNKNOWN,
    "552": _FULL,
    "553": _UNKNOWN,
    "554": _UNWANTED,
    "556": _NOWHERE,
    "571": _UNWANTED,
}


def reason_of(letter: Letter) -> str:
    """Why a letter did not arrive, in words; "" where nothing is known of it.

    What the server said itself stands beside it, in ``last_error``.
    """
    said = letter.last_error
    if not said:
        return ""
    status, code = _STATUS.search(said), _CODE.search(said)
    if status:
        rest = status.group().partition(".")[2]
        known = [beginning for beginning in _OF_STATUS if rest == beginning or _is_within(rest, beginning)]
        if known:
            return str(_OF_STATUS[max(known, key=len)])
    if code:
        return str(_OF_CODE.get(code.group(), _NOT_NOW if code.group() < "500" else _NEVER))
    return str(_AWAY) if re.match(r"[A-Za-z_.]*(Error|Exception|Disconnected|Timeout|timeout)\b", said) else ""


def at_the_desk(letter: Letter) -> tuple[str, str]:
    """Text and HTML without what would end its reader's letters: that is for its reader alone."""
    text, html = letter.written()
    return as_others_read(text, html, letter.stop_token, language=letter.language) if letter.stop else (text, html)


def called(family: str) -> str:
    """What a family of letters tells; its name where nobody declared it."""
    try:
        return str(family_called(family).event)
    except UnknownFamily:
        return family


def to_whom(letter: Letter) -> str:
    """The address; of a follower without an account only where it is: those are no list for the secretariat."""
    if letter.words_id is not None and letter.person_id is None:
        return _("an address at %(domain)s") % {"domain": letter.address.rpartition("@")[2]}
    return letter.address


def with_links(text: str) -> SafeString:
    """The letter's text, escaped, with every address of this site as a link to that page.

    Other addresses stay plain: whoever reads other people's letters should not be led away by them.
    """
    parts = re.split(f'({re.escape(settings.SITE_URL)}(?=[/?#\\s]|$)[^\\s<>"]*)', text)
    return format_html_join("", "{}", ((_linked(part) if index % 2 else part,) for index, part in enumerate(parts)))


def state_of(state: State) -> str:
    """Where a letter stands, in words; where no mail leaves the house, that it is shown here instead."""
    if state == State.SENT and not letters_leave_the_house():
        return _("shown here instead of sent")
    return str(state.label)


def _is_within(status: str, beginning: str) -> bool:
    return beginning.endswith(".") and status.startswith(beginning)


def _linked(address: str) -> SafeString:
    end = len(address.rstrip(PUNCTUATION))
    address, rest = address[:end], address[end:]
    # One slash exactly: two would name another host.
    path = "/" + address.removeprefix(settings.SITE_URL).lstrip("/\\")
    return format_html('<a href="{}">{}</a>{}', path, address, rest)
