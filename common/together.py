"""Rows of several tables in one question to the database: what a list needs around its own rows.

Each table's rows come as one JSON array beside those of the others, and are made into objects with those fields at
hand. The question is put together once, not for each answer: that took longer than asking it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, models
from django.db.models.base import ModelState
from i18nfield.fields import I18nFieldMixin
from i18nfield.strings import LazyI18nString

Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Rows:
    """Some rows of a model's table, which is called ``t`` in ``where`` and ``order``; ``names`` are columns of it.

    They become objects with these fields and no others at hand; ``plain`` ones, tuples.
    """

    model: type[models.Model]
    names: tuple[str, ...]
    where: str
    order: str = ""
    most: int | None = None
    plain: bool = False

    def statement(self) -> str:
        """Return what gives all of them as one JSON array."""
        columns = ", ".join(f't."{field.column}"' for field in self.fields)
        order, most = f"ORDER BY {self.order}" if self.order else "", f"LIMIT {self.most}" if self.most else ""
        table = self.model._meta.db_table
        return (
            f"SELECT json_agg(json_build_array({columns}) {order}) FROM ("  # noqa: S608  # names of ours
            f'SELECT t.* FROM "{table}" t WHERE {self.where} {order if most else ""} {most}) t'
        )

    @property
    def fields(self) -> list[Any]:
        """The fields, in the order in which they come."""
        known = {field.attname: field for field in self.model._meta.concrete_fields}
        return [known[name] for name in self.names]

    def made(self, found: Sequence[list[Any]]) -> list[Any]:
        """Return what the rows become."""
        for place, field in enumerate(self.fields):
            read = _reader(field)
            if read is not None:
                for row in found:
                    if row[place] is not None:
                        row[place] = read(row[place])
        return [tuple(row) for row in found] if self.plain else _objects(self.model, self.names, found)


def statement(reads: Mapping[str, Rows]) -> str:
    """Return the one question for all of these."""
    parts = ", ".join(f"'{name}', ({rows.statement()})" for name, rows in reads.items())
    return f"SELECT json_build_object({parts})::text"  # names of ours


def fetched(question: str, reads: Mapping[str, Rows], given: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what each finds, where these things are ``given``."""
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        found = orjson.loads(cursor.fetchone()[0])
    return {name: rows.made(found[name] or []) for name, rows in reads.items()}


def belonging(thing: models.Model, name: str) -> Any:
    """What belongs to a thing under this name: as it was fetched along, else asked for now.

    The same as ``thing.name.all()``, which makes a manager first, and a copy of what was fetched.
    """
    fetched_along = getattr(thing, "_prefetched_objects_cache", {})
    return fetched_along[name] if name in fetched_along else getattr(thing, name).all()


def _objects(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[models.Model]:
    """The same as ``from_db``, which takes five times as long: it looks at each field that is not there."""
    made, alias = [], connection.alias
    for row in rows:
        thing = model.__new__(model)
        thing.__dict__.update(zip(names, row, strict=True))
        state = thing._state = ModelState()
        state.adding, state.db = False, alias
        made.append(thing)
    return made


def _in_languages(text: str) -> LazyI18nString:
    """The same as the field itself makes of it; it reads JSON slowly, and an answer has a thousand of these."""
    try:
        return LazyI18nString(orjson.loads(text))
    except ValueError:
        return LazyI18nString(text)


# An instant is a date too: it comes first.
_READERS: tuple[tuple[type[Any], Reader], ...] = (
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.UUIDField, UUID),
    (I18nFieldMixin, _in_languages),
)


@lru_cache(maxsize=256)
def _reader(field: Any) -> Reader | None:
    """What makes of JSON what the field holds; None where it is the same."""
    if isinstance(field, models.ForeignKey):
        return _reader(field.target_field)
    for kind, read in _READERS:
        if isinstance(field, kind):
            return read
    if not isinstance(field, models.JSONField) and hasattr(field, "from_db_value"):
        return lambda value: field.from_db_value(value, None, connection)
    return None
