"""The components that pages are made of, as template tags.

They are a built-in library (``web.templatetags.ui``), so no template needs ``{% load %}``. Each one declares its
attributes: a name that is not declared is an error when the template is compiled. The gallery page shows them all.
Attributes that are texts take ``_("…")`` in a template.

A *link* in a list (breadcrumbs, steps) is a tuple ``(label, address)``; an empty address means "you are here".
"""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

Link = tuple[str, str]


def rendered(name: str, context: dict[str, Any]) -> SafeString:
    """The component's own template, with nothing of the page's context in it."""
    return mark_safe(render_to_string(f"ui/{name}.html", context).strip())  # noqa: S308 - escaped by the template
