"""Only some members of an answer: ``?fields=title,round.number``.

Which names there are is read from the serializers, so that a misspelt one is refused and the known ones are named.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from drf_spectacular.drainage import get_override
from rest_framework import serializers

from api.problems import BadParameters

NAME = "fields"
MOST = 200

# What may be asked for: by name what is in it; None is all that is there, an empty tree has nothing in it.
Tree = Mapping[str, "Tree | None"]


def asked_for(values: Sequence[str], serializer: Any) -> Tree | None:
    """Return what is wanted of the things that ``serializer`` tells; None is everything.

    ``values`` are names with points and commas between them. Raise BadParameters for names that are not known.
    """
    if not values:
        return None
    names = [name.strip() for value in values for name in value.split(",")]
    if len(names) > MOST:
        raise BadParameters({NAME: [_("These are too many names at once.")]})
    known = members(serializer)
    wanted: dict[str, Any] = {}
    for name in names:
        _must_be_known(name, known)
        _put(wanted, name.split("."))
    return wanted


def kept_of(value: Any, wanted: Tree | None) -> Any:
    """Return what is wanted of a value, in lists of each of its items; what is null stays null."""
    if wanted is None:
        return value
    if isinstance(value, list | tuple):
        return [kept_of(each, wanted) for each in value]
    if isinstance(value, Mapping):
        return {name: kept_of(inner, wanted[name]) for name, inner in value.items() if name in wanted}
    return value


def members(serializer: Any) -> Tree | None:
    """Return the names of what a serializer tells; None where any name may be in it, such as that of a language."""
    if isinstance(serializer, type):
        serializer = serializer()
    if isinstance(serializer, serializers.ListSerializer | serializers.ListField):
        return members(serializer.child)
    if isinstance(serializer, serializers.Serializer):
        return {name: members(_told_by(serializer, field)) for name, field in serializer.fields.items()}
    if isinstance(serializer, serializers.DictField):
        return None
    if isinstance(serializer, dict):
        return None if "additionalProperties" in serializer.get("items", serializer) else {}
    described = get_override(serializer, "field") if isinstance(serializer, serializers.Field) else None
    return members(described) if described is not None else {}


def names(known: Tree | None, before: str = "", *, deep: int = 2) -> Iterator[str]:
    """Go through the names, with those inside of others, not deeper than ``deep``."""
    for name, inner in (known or {}).items():
        yield f"{before}{name}"
        if deep > 1:
            yield from names(inner, f"{before}{name}.", deep=deep - 1)


def _told_by(serializer: "serializers.Serializer[Any]", field: Any) -> Any:
    """What describes a field: of one that a method fills, what is said of the method."""
    if isinstance(field, serializers.SerializerMethodField):
        return get_override(getattr(serializer, field.method_name or ""), "field")
    return field


def _must_be_known(name: str, known: Tree | None) -> None:
    here, before = known, ""
    for part in name.split("."):
        if here is None:
            if part:
                continue
            raise _unknown(name, ())
        if part not in here:
            raise _unknown(name, [f"{before}{each}" for each in here])
        here, before = here[part], f"{before}{part}."


def _unknown(name: str, there: Sequence[str]) -> BadParameters:
    sentences = [_("There is no member that is called “%(name)s”.") % {"name": name[:100]}]
    if there:
        known = pgettext("between two items of a list", ", ").join(sorted(there))
        sentences.append(_("Known here: %(names)s.") % {"names": known})
    return BadParameters({NAME: sentences})


def _put(wanted: dict[str, Any], path: list[str]) -> None:
    """Put a name into the tree; who wants the whole of something wants what is in it."""
    first, *rest = path
    if not rest:
        wanted[first] = None
    elif wanted.get(first, {}) is not None:
        _put(wanted.setdefault(first, {}), rest)
