"""Where one is and where one can go: breadcrumbs, steps, pages, language versions."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.languages import direction, own_name
from web.components import Link, register


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(items: Iterable[Link]) -> dict[str, object]:
    """The way from the first page to this one; the last is this page (its address is not used)."""
    *before, here = list(items) or [("", "")]
    return {"before": before, "here": here}


@register.simple_tag
def and_then() -> str:
    """What stands between two items of a list within a line, in the reader's script: a comma and a blank."""
    return pgettext("between two items of a list", ", ")


@register.simple_tag
def in_a_row(items: Iterable[str]) -> SafeString:
    """Several words or names in one line: ``{% in_a_row parts as said %}`` for a sentence that has them in it."""
    return format_html_join(and_then(), "{}", ((item,) for item in items))


@register.simple_tag
def new_window() -> SafeString:
    """At the end of a link that opens a window of its own: an arrow to see (the sheet's) and words to hear."""
    return format_html(
        '<span class="window" aria-hidden="true"></span><span class="unseen"> {}</span>', _("(opens in a new window)")
    )


@register.inclusion_tag("ui/steps.html")
def steps(items: Iterable[tuple[str, str, str]], current: str) -> dict[str, object]:
    """A path in several steps: ``(key, label, address or "")``; ``current`` is the key of this page's step."""
    return {"items": list(items), "current": current}


@register.inclusion_tag("ui/pager.html")
def pager(
    *,
    previous: str = "",
    next: str = "",  # noqa: A002 - what it is called
    rule: str = "",
    label: str = "",
) -> dict[str, object]:
    """To the pages before and after, by address; "" where there is none. ``rule`` states the order of the list.

    ``label`` names the list where a page has several.
    """
    return {"previous": previous, "next": next, "rule": rule, "label": label}


@register.inclusion_tag("ui/languages.html")
def languages(versions: Iterable[Link], current: str, label: str = "") -> dict[str, object]:
    """The language versions of one thing: ``(code, address)``, each named in itself; ``current`` is not a link."""
    items = [(code, own_name(code), direction(code), address) for code, address in versions]
    return {"items": items, "current": current, "label": label}
