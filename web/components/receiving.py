"""How a contribution came: its lane, whether it is for action or for information."""

from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from common.lines import isolated
from contributions.enums import Channel, Lane
from contributions.models import Contribution
from web.components import register
from web.components.blocks import badge

ACTION, INFORMATION = pgettext_lazy("contribution", "For action"), pgettext_lazy("contribution", "For information")
LANE_TONES = {Lane.IN_TIME: "neutral", Lane.DELAYED: "warning", Lane.NEXT_ROUND: "info"}


class Received(Protocol):
    """A contribution, as far as its lane is concerned."""

    lane: str
    is_for_action: bool


@register.simple_tag
def channel(contribution: Contribution) -> SafeString | str:
    """How it came, where it was not written on these pages, as a badge; "" otherwise. A portal is named."""
    if contribution.channel == Channel.WEB:
        return ""
    portal = f": {isolated(contribution.portal.name)}" if contribution.portal else ""
    return badge(f"{contribution.get_channel_display()}{portal}")


@register.simple_tag
def lane(contribution: Received, *, purpose: bool = True) -> SafeString | str:
    """The lane of a contribution as a badge, and whether it is for action or for information. "" before it is sent.

    ``purpose=False`` leaves out for what it is.
    """
    if not contribution.lane:
        return ""
    known = Lane(contribution.lane)
    shown = badge(str(known.label), tone=LANE_TONES[known])
    if not purpose:
        return shown
    words = ACTION if contribution.is_for_action else INFORMATION
    return format_html('{} <span class="meta">{}</span>', shown, words)
