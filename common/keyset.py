"""Pages of a list that cost the same at any depth.

A page is found by the order values of the row before it, never by counting rows off. The condition is
one row comparison, ``(a, b) > (x, y)``, which a database index answers directly; so all fields of an
order must run in the same direction, must not be null, and the last must be unique.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.utils import timezone

M = TypeVar("M", bound=models.Model)
# Characters in an address, and bytes that they may unpack to.
LONGEST_CURSOR = 3000
LARGEST_CONTENT = 20_000


class BadCursor(ValueError):
    """A cursor that we did not make, or made for another order."""


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows in their order, with the cursors of the pages beside them; "" where there is none."""

    rows: list[M]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page begins: after (before, with ``back``) the row with these order values; None is the beginning."""

    back: bool = False
    values: tuple[Any, ...] | None = None


def page(
    queryset: QuerySet[M],
    order: Sequence[str],
    *,
    cursor: str = "",
    size: int = 20,
    rows: QuerySet[M] | None = None,
) -> Page[M]:
    """The page of ``queryset`` at ``cursor``; the first one without.

    ``order`` names the fields, such as ``("number", "pk")`` or ``("-published_at", "-pk")``, or annotations of the
    queryset. One query. ``rows`` is what the rows are fetched from, where they are wide and an index holds all that
    finds their keys: only those of the page are read then. Raise ``BadCursor`` for a cursor that does not fit.
    """
    known = queryset.query.annotations
    names = {name.removeprefix("-") for name in order}
    annotated = {name: known[name].output_field for name in names if name in known}
    place = read(cursor, queryset.model, order, annotated=annotated)
    descending = order[0].startswith("-")
    if any(name.startswith("-") != descending for name in order):
        raise ValueError("All fields of a keyset order must run in the same direction.")
    if place.values is not None:
        queryset = queryset.filter(_beyond(order, place.values, descending != place.back))
    ordered = queryset.order_by(*order)
    here = (ordered.reverse() if place.back else ordered)[: size + 1]
    if rows is not None:
        wide = rows.filter(pk__in=here.values("pk")).order_by(*order)
        here = wide.reverse() if place.back else wide
    found = list(here)
    return laid_out(found, order, place=place, size=size)


def laid_out(found: Sequence[M], order: Sequence[str], *, place: Place, size: int) -> Page[M]:
    """The page of rows that were found going on from ``place``, nearest first, one more than fit if there are more."""
    more, rows = len(found) > size, list(found[:size])
    if place.back:
        rows.reverse()
    if not rows:
        return Page([])
    # Coming from a page, there is one on that side, unless its rows have gone meanwhile.
    before, after = (more, True) if place.back else (place.values is not None, more)
    return Page(
        rows,
        previous=write(rows[0], order, back=True) if before else "",
        next=write(rows[-1], order) if after else "",
    )


def write(row: models.Model, order: Sequence[str], *, back: bool = False) -> str:
    """The cursor of the page after ``row`` (before it with ``back``), safe in an address and short."""
    values = [_plain(reduce(getattr, _path(name), row)) for name in order]
    packed = zlib.compress(json.dumps([int(back), *values], ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return urlsafe_b64encode(packed).decode().rstrip("=")


def read(
    cursor: str, model: type[models.Model], order: Sequence[str], *, annotated: Mapping[str, models.Field] | None = None
) -> Place:
    """The place that a cursor means, each value checked by the field that it is compared with; "" is the beginning.

    ``annotated``: the fields of an order that are no field of the model, by name.
    Raise ``BadCursor`` for anything that ``write`` did not make for this order.
    """
    if not cursor:
        return Place()
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise BadCursor
        packed = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        back, *plain = json.loads(zlib.decompressobj().decompress(packed, LARGEST_CONTENT))
        if back not in (0, 1) or len(plain) != len(order):
            raise BadCursor
        known = annotated or {}
        fields = (known.get(name.removeprefix("-")) or _field(model, name) for name in order)
        values = (_checked(field, value) for field, value in zip(fields, plain, strict=True))
        return Place(bool(back), tuple(values))
    except (ValueError, TypeError, ValidationError, RecursionError, zlib.error) as error:
        raise BadCursor("This is not a cursor of this list.") from error


def _beyond(order: Sequence[str], values: Sequence[Any], descending: bool) -> models.lookups.Lookup:
    fields = Func(*(F("__".join(_path(name))) for name in order), function="ROW", output_field=models.TextField())
    given = Func(*(Value(value) for value in values), function="ROW", output_field=models.TextField())
    return LessThan(fields, given) if descending else GreaterThan(fields, given)


def _path(name: str) -> list[str]:
    return name.removeprefix("-").split("__")


def _field(model: type[models.Model], name: str) -> models.Field:
    """The field at the end of a path such as ``contribution__number``."""
    *relations, last = _path(name)
    for relation in relations:
        model = model._meta.get_field(relation).related_model  # type: ignore[assignment]
    try:
        return model._meta.pk if last == "pk" else model._meta.get_field(last)  # type: ignore[return-value]
    except FieldDoesNotExist:
        # An attname such as ``source_id``.
        return next(field for field in model._meta.concrete_fields if field.attname == last)


def _plain(value: Any) -> Any:
    """A value as JSON takes it, without loss."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return bytes(value).decode("latin-1") if isinstance(value, (bytes, memoryview)) else value


def _checked(field: models.Field, value: Any) -> Any:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if not isinstance(value, (int, str)) or isinstance(value, bool):
        raise BadCursor
    if isinstance(target, models.BinaryField):
        return str(value).encode("latin-1")
    if "\x00" in str(value):
        raise BadCursor
    python = target.to_python(value)
    target.run_validators(python)
    if isinstance(python, datetime) and timezone.is_naive(python):
        raise BadCursor
    return python
