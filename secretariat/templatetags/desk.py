"""Tags of the desk's pages."""

from typing import Any

from django import template
from django.template.context import Context

from secretariat.navigation import ways
from stakeholders.models import Person

register = template.Library()


@register.inclusion_tag("secretariat/_rooms.html", takes_context=True)
def desk_rooms(context: Context) -> dict[str, Any]:
    """The navigation of the desk; nothing for whoever has no desk, as a reader of the demonstration's outbox."""
    request = context["request"]
    person = request.user
    return {"ways": ways(person, request.path) if isinstance(person, Person) else []}
