"""Tags of the desk's pages."""

from typing import Any

from babel.numbers import format_decimal
from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from common.languages import active, direction, locale_of, name_in
from common.localized import versions
from contributions.queries.promised import Promise
from contributions.queries.reading import Count
from secretariat.navigation import ways
from stakeholders.models import Person

register = template.Library()


@register.inclusion_tag("secretariat/_rooms.html", takes_context=True)
def desk_rooms(context: Context) -> dict[str, Any]:
    """The navigation of the desk; nothing for whoever has no desk, as a reader of the demonstration's outbox."""
    request = context["request"]
    person = request.user
    return {"ways": ways(person, request.path) if isinstance(person, Person) else []}


@register.simple_tag
def setting(value: LazyI18nString | str | None) -> SafeString | str:
    """What is set: a text in every language it has, each named; a dash, and words for whoever listens, for nothing."""
    if not isinstance(value, LazyI18nString):
        return value or format_html(
            '<span aria-hidden="true">—</span><span class="hidden-text">{}</span>', _("not said")
        )
    rows = [(name_in(code), code, direction(code), Truncator(text).words(30)) for code, text in versions(value).items()]
    if not rows:
        return setting("")
    pattern = '<div class="said"><span class="meta">{}</span> <span lang="{}" dir="{}">{}</span></div>'
    return format_html_join("", pattern, rows)


@register.simple_tag
def counted(count: Count) -> str:
    """How long a list is, as far as it was counted: ``3``, ``more than 1,000``."""
    number = format_decimal(count.number, locale=locale_of(active()))
    return _("more than %(number)s") % {"number": number} if count.is_more else number


@register.inclusion_tag("secretariat/_promise.html")
def promise(promised: Promise | None) -> dict[str, Any]:
    """What is promised next, until when; where that is over, that it is late, in words."""
    return {"promise": promised}
