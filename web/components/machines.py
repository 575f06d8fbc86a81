"""What a page says to programs."""

import json
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

from web.components import register

# Nothing in it can end the element it stands in, or begin another one.
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(said: Mapping[str, object]) -> SafeString:
    """The same as on the page in the vocabulary of schema.org, as JSON-LD: a block of data that no browser runs."""
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - escaped above
