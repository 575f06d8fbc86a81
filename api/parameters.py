"""What may be asked in an address: declared parameters, and nothing else.

A parameter that is not known is refused: a portal that misspells ``state`` would otherwise show closed
periods as open, and never learn of it.
"""

import re
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override
from rest_framework.request import Request

from api import expanding, sparse
from api.problems import BadParameters

OF_PAGES = frozenset({"cursor", "limit"})
# What may be said in one value or in several.
OF_SEVERAL = frozenset({sparse.NAME, expanding.NAME})
YEARS = range(1900, 2200)
# The same years, as the description says them.
INSTANT = {"type": "string", "format": "date-time", "pattern": "^(19|20|21)[0-9]{2}-"}
WHOLE_NUMBER = {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
IDENTITY = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
# Python reads more than that: weeks, days without hyphens, offsets with seconds.
_rfc_3339 = re.compile(r"(?P<year>\d{4})-\d\d-\d\d[T ]\d\d:\d\d(:(?P<second>\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
NO_INSTANT = gettext_lazy("This has to be an instant with its offset, such as 2027-01-15T18:00:00Z.")


class DeclaredOnly(filters.DjangoFilterBackend):
    """Applies a list's ``filterset_class`` and refuses every other parameter, naming the known ones.

    A single thing takes the parameters named in its view's ``detail_parameters``.
    """

    raise_exception = True

    def filter_queryset(self, request: Request, queryset: "QuerySet[Any]", view: Any) -> "QuerySet[Any]":
        """Return what the parameters leave of it; raise BadParameters for what is not known or not readable."""
        refuse_unknown(request, _known(view))
        if view.detail:
            return queryset
        left: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return left

    def get_filterset(self, request: Request, queryset: "QuerySet[Any]", view: Any) -> Any:
        """Return what reads the parameters that were given: to put together what reads all takes longer than asking."""
        whole = self.get_filterset_class(view, queryset)
        if whole is None:
            return None
        read = _reading(whole, frozenset(name for name in whole.base_filters if name in request.query_params))
        return read(**self.get_filterset_kwargs(request, queryset, view))


@lru_cache(maxsize=512)
def _reading(whole: Any, given: frozenset[str]) -> Any:
    filters = {name: each for name, each in whole.base_filters.items() if name in given}
    return type(whole.__name__, (whole,), {"get_filters": classmethod(lambda _of: filters.copy())})


def _known(view: Any) -> AbstractSet[str]:
    if view.detail:
        return {*view.detail_parameters, *view.shapes}
    declared = getattr(view, "filterset_class", None)
    return {*OF_PAGES, *view.shapes, *(declared.base_filters if declared is not None else ())}


def refuse_unknown(request: Request, names: AbstractSet[str]) -> None:
    """Raise ``BadParameters`` for what is not among ``names``, has no value, or several where one is taken.

    Of two processes one would be shown silently, and a portal that meant both would never learn of it.
    """
    errors = {name: [_("This parameter has no value: give one, or leave it out.")] for name in _empty(request)}
    for name in _repeated(request):
        errors[name] = [_("This parameter is given more than once: give one value.")]
    for name in sorted(set(request.query_params) - names):
        known = pgettext("between two items of a list", ", ").join(sorted(names))
        there = _("Known here: %(names)s.") % {"names": known} if names else _("There are none here.")
        errors[name] = [_("This parameter is not known."), there]
    if errors:
        raise BadParameters(errors)


def _empty(request: Request) -> list[str]:
    """Return the names of parameters without a value, or with blanks for one: a portal's mistake, no wish for all."""
    given = request.query_params
    return sorted(name for name in given if not given.get(name, "").strip())


def _repeated(request: Request) -> list[str]:
    """Return the names of parameters with several values that do not take them."""
    return sorted(name for name, values in request.query_params.lists() if len(values) > 1 and name not in OF_SEVERAL)


class _InstantField(forms.CharField):
    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]  # a field of another type
        return instant(value) if value else None


class _Described(filters.Filter):
    """Of a shape that the description cannot guess; its words are those of its label."""

    shape: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A shape that is declared for a whole class would be described without words.
        set_override(self, "field", {**self.shape, "description": self.label})


class InstantFilter(_Described, filters.CharFilter):
    """An instant in RFC 3339; the offset must be there."""

    field_class = _InstantField
    shape = INSTANT


class WholeNumberFilter(_Described, filters.NumberFilter):
    """An id or a number: whole, not negative, and not larger than the database counts."""

    field_class = forms.IntegerField
    shape = WHOLE_NUMBER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=2**63 - 1, **kwargs)

    def get_max_validator(self) -> None:
        """The field itself has the limits."""


class _IdentityField(forms.CharField):
    def to_python(self, value: Any) -> UUID | None:  # type: ignore[override]  # a field of another type
        if not value:
            return None
        if not re.fullmatch("[0-9a-f]{32}", str(value)):
            raise forms.ValidationError(_("This has to be an identity: 32 of the signs 0 to 9 and a to f."))
        return UUID(hex=value)


class IdentityFilter(_Described, filters.CharFilter):
    """The identity of a clause, as 32 hexadecimal digits."""

    field_class = _IdentityField
    shape = IDENTITY


def instant(text: str) -> datetime:
    """Return the instant that ``text`` names (RFC 3339; seconds may be left out); raise a form's ValidationError else.

    A leap second is the one after it: no clock here counts it.
    """
    # An unescaped "+" of an offset arrives as a blank.
    found = _rfc_3339.fullmatch(re.sub(r" (?=\d\d:\d\d$)", "+", text).upper())
    if found is None:
        raise forms.ValidationError(NO_INSTANT)
    is_leap = found["second"] == "60"
    plain = found[0][: found.start("second")] + "59" + found[0][found.end("second") :] if is_leap else found[0]
    try:
        # The database reads offsets up to sixteen hours only.
        at = datetime.fromisoformat(plain).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise forms.ValidationError(NO_INSTANT) from error
    is_no_leap = is_leap and (at.hour, at.minute) != (23, 59)
    if int(found["year"]) not in YEARS or is_no_leap:
        raise forms.ValidationError(NO_INSTANT)
    return at.replace(microsecond=0) + timedelta(seconds=1) if is_leap else at
