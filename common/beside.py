"""Rows that belong to other rows, fetched with them in one query: for pages that show much and may ask little.

``prefetch_related`` asks once for every kind of thing. Here each kind is an array of JSON in its row's own query, and
is made into objects again, so that whoever reads ``period.questions.all()`` notices nothing and asks nothing more.
"""

from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import ManyToOneRel, Model, QuerySet
from django.db.models.functions import JSONObject

M = TypeVar("M", bound=Model)


class Beside:
    """The related rows under ``name``: ``rows`` says which, by ``OuterRef("pk")`` of their owner, and in what order.

    ``more`` stands beside each of these in turn.
    """

    def __init__(self, name: str, rows: "QuerySet[Any]", *more: "Beside") -> None:
        self.name, self._rows, self._more = name, rows, more
        self._fields = rows.model._meta.concrete_fields

    @property
    def column(self) -> str:
        """What the array is called in the query of what it stands beside."""
        return f"beside_{self.name}"

    def array(self) -> ArraySubquery:
        fields: dict[str, Any] = {field.attname: field.attname for field in self._fields}
        nested = {each.column: each.array() for each in self._more}
        return ArraySubquery(self._rows.values(beside=JSONObject(**fields, **nested)))

    def put_on(self, owner: Model, told: list[dict[str, Any]]) -> None:
        """Make the objects and let ``owner`` know them, and them their owner."""
        relation = owner._meta.get_field(self.name)
        found = []
        for each in told:
            values = [field.to_python(each[field.attname]) for field in self._fields]
            row = self._rows.model.from_db(owner._state.db, [field.attname for field in self._fields], values)
            if isinstance(relation, ManyToOneRel):
                setattr(row, relation.field.name, owner)
            for one in self._more:
                one.put_on(row, each[one.column])
            found.append(row)
        # Where Django itself keeps what was prefetched.
        known = owner.__dict__.setdefault("_prefetched_objects_cache", {})
        known[self.name] = found


def fetched(rows: "QuerySet[M]", *beside: Beside) -> list[M]:
    """The rows, each with what stands beside it as if it had been prefetched. One query."""
    found = list(rows.annotate(**{each.column: each.array() for each in beside}))
    for row in found:
        for each in beside:
            each.put_on(row, getattr(row, each.column))
    return found
