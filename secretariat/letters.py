"""Stored letters as the outbox shows them."""

import re

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from notifications.enums import State
from notifications.queries import letters_leave_the_house

# What may end a sentence is no part of an address that stands there.
PUNCTUATION = ".,;:!?)]}»”،؛؟。，；：！？」"


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


def _linked(address: str) -> SafeString:
    end = len(address.rstrip(PUNCTUATION))
    address, rest = address[:end], address[end:]
    # One slash exactly: two would name another host.
    path = "/" + address.removeprefix(settings.SITE_URL).lstrip("/\\")
    return format_html('<a href="{}">{}</a>{}', path, address, rest)
