"""Two people who change the same thing: what the second typed, and what is stored by now, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Stored:
    """A field whose stored value is not the one that was typed: its label, and what is stored now."""

    label: str
    value: str
    language: str = ""


def both(typed: forms.Form, now: forms.Form) -> list[Stored]:
    """Where the form that was ``typed`` differs from the one that shows what is stored ``now``."""
    return list(_differences(typed, now))


def _differences(typed: forms.Form, now: forms.Form) -> Iterator[Stored]:
    for bound in now:
        if bound.name not in typed.fields or bound.is_hidden:
            continue
        stored, given = _plain(bound, bound.value()), _plain(bound, typed[bound.name].value())
        if stored != given:
            yield Stored(str(bound.label), stored or _("(nothing)"), bound.field.widget.attrs.get("lang", ""))


def _plain(bound: BoundField, value: Any) -> str:
    """The value as people read it, whether it came from the database or from a browser."""
    field = bound.field
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(value) else _("no")
    choices = dict(_flat(getattr(field, "choices", ())))
    values = value if isinstance(value, list | tuple | set) else [value]
    said = [str(choices.get(str(each), each)) for each in values if each not in (None, "")]
    return " · ".join(sorted(said)) if len(said) > 1 else " ".join("".join(said).split())


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label
