"""Things that an answer names, told along with it: ``?expand=round,comment_period``.

They come in a member of their own, ``expanded``, which is not there otherwise: so nothing changes its kind.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rest_framework import serializers

from api.problems import BadParameters

NAME = "expand"
MEMBER = "expanded"


def asked_for(values: Sequence[str], known: Sequence[str]) -> frozenset[str]:
    """Return which of the ``known`` things are told along; raise BadParameters for others."""
    wanted = frozenset(name.strip() for value in values for name in value.split(","))
    if unknown := sorted(wanted - set(known)):
        there = pgettext("between two items of a list", ", ").join(sorted(known))
        sentences = [
            _("There is nothing to expand that is called “%(name)s”.") % {"name": unknown[0][:100]},
            _("Known here: %(names)s.") % {"names": there},
        ]
        raise BadParameters({NAME: sentences})
    return wanted


class Expanded(serializers.Serializer[Any]):
    """What was asked to be told along. Subclasses have a field for each thing there is; it takes the whole object.

    ``context["expand"]`` are the names; None is all of them, for whoever describes the API.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("source", "*")
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", "Only with `expand`: the things that were named there.")
        super().__init__(*args, **kwargs)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields that were asked for."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return _chosen(fields, self.context.get(NAME))


class WithExpanded(serializers.Serializer[Any]):
    """A serializer that has ``expanded`` as a field, which goes out only where something was asked for."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields, ``expanded`` among them where it was asked for."""
        fields = super().get_fields()
        wanted = self.context.get(NAME, frozenset())
        if wanted is not None and not wanted:
            fields.pop(MEMBER, None)
        return fields


def _chosen(
    fields: dict[str, serializers.Field[Any, Any, Any, Any]], wanted: "frozenset[str] | None"
) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    return {name: field for name, field in fields.items() if wanted is None or name in wanted}


def described(known: Mapping[str, str]) -> str:
    """Return what the description says of the parameter."""
    return "Things to be told along, in `expanded`: " + "; ".join(f"`{name}`, {said}" for name, said in known.items())
