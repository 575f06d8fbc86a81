"""Boxes and words that stand out: card, notice, badge, button, empty place, definitions."""

from collections.abc import Iterable

from django.contrib.messages import constants as levels
from django.contrib.messages.storage.base import Message
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from common.languages import direction
from web.components import register, rendered

TONES = {
    "neutral": pgettext_lazy("kind of notice", "Note"),
    "info": pgettext_lazy("kind of notice", "For information"),
    "success": pgettext_lazy("kind of notice", "Done"),
    "warning": pgettext_lazy("kind of notice", "Attention"),
    "danger": pgettext_lazy("kind of notice", "Problem"),
}
# Which tone goes with a state that people know by its name; any other state is neutral.
STATE_TONES = {
    "open": "success",
    "soon": "info",
    "submitted": "info",
    "under_review": "info",
    "returned": "warning",
    "published": "success",
    "declined": "danger",
    "active": "success",
    "unproven": "warning",
    "paused": "warning",
    "disabled": "danger",
    "delivered": "success",
    "given_up": "danger",
    "called_off": "neutral",
    "cancelled": "danger",
    "running": "info",
    "done": "success",
    "sent": "success",
    "held": "warning",
    "failed": "danger",
    "bounced": "danger",
    "being_sent": "info",
}
LEVEL_TONES = {
    levels.SUCCESS: "success",
    levels.WARNING: "warning",
    levels.ERROR: "danger",
}
BUTTON_KINDS = {"primary", "secondary", "quiet", "danger"}


def _known(value: str, known: Iterable[str], what: str) -> str:
    if value not in known:
        raise TypeError(f"{what} must be one of {', '.join(sorted(known))}, not {value!r}")
    return value


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str = "",
    url: str = "",
    level: int = 3,
    language: str = "",
    symbol: str = "",
) -> str:
    """One thing among others: a period, a contribution. ``{% card title=… url=… symbol=… %}…{% endcard %}``.

    ``level`` is the heading's level on this page; ``language`` that of the title, where it is not the page's.
    """
    text_direction = direction(language) if language else ""
    return rendered(
        "card",
        {
            "content": content,
            "title": title,
            "url": url,
            "tag": f"h{int(level)}",
            "language": language,
            "text_direction": text_direction,
            "symbol": symbol,
        },
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", *, focus: bool = False) -> str:
    """Something the reader should notice, with its kind in words. Tones: neutral, info, success, warning, danger.

    With ``focus`` it is what was just done: it is read out, and the keyboard goes on from there.
    """
    _known(tone, TONES, "tone")
    return rendered("notice", {"content": content, "tone": tone, "title": title or TONES[tone], "focus": focus})


@register.simple_block_tag
def empty(content: str, title: str) -> str:
    """A list with nothing in it: says so in ``title``, and inside what the reader can do."""
    return rendered("empty", {"content": content, "title": title})


@register.simple_tag
def badge(label: str, tone: str = "neutral") -> SafeString:
    """A short word about a thing. The word carries the meaning, the colour only repeats it."""
    _known(tone, TONES, "tone")
    return format_html('<span class="badge" data-tone="{}">{}</span>', tone, label)


@register.simple_tag
def state(value: str, label: str) -> SafeString:
    """A state as a badge: ``{% state contribution.state contribution.get_state_display %}``."""
    return badge(label, tone=STATE_TONES.get(str(value), "neutral"))


@register.simple_tag
def button(
    label: str,
    *,
    kind: str = "primary",
    type: str = "submit",  # noqa: A002 - the attribute's own name
    name: str = "",
    value: str = "",
    form: str = "",
    hint: str = "",
) -> SafeString:
    """A button in a form. ``hint`` says to those who cannot see the surroundings what it is about."""
    _known(kind, BUTTON_KINDS, "kind")
    given = {"name": name, "value": value, "form": form}
    return rendered(
        "button",
        {"label": label, "kind": kind, "type": type, "given": given, "hint": hint},
    )


@register.simple_tag
def link_button(label: str, url: str, kind: str = "secondary", hint: str = "") -> SafeString:
    """A link that looks like a button, for the one thing to do next. ``hint`` as in ``button``."""
    _known(kind, BUTTON_KINDS, "kind")
    more = format_html(' <span class="hidden-text">{}</span>', hint) if hint else ""
    return format_html('<a class="button" data-kind="{}" href="{}">{}{}</a>', kind, url, label, more)


@register.inclusion_tag("ui/definitions.html")
def definitions(items: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Terms and what they are here: a list of ``(term, description)``. Empty descriptions are left out."""
    return {"items": [(term, value) for term, value in items if value not in (None, "")]}


@register.inclusion_tag("ui/messages.html")
def told(messages: Iterable[Message]) -> dict[str, object]:
    """What the last act has to say to the one who did it (Django's messages)."""
    return {"told": [(LEVEL_TONES.get(message.level, "info"), message) for message in messages]}
