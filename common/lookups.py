"""Conditions that the database answers well and that Django has no word for."""

from typing import Any

from django.db.models import Lookup


class Among(Lookup):
    """``pk__among=ArraySubquery(keys)``: the keys are found first, by themselves, and each is then looked up.

    The same rows as ``pk__in=keys``, which PostgreSQL may plan by reading the whole table where the outer query joins
    more tables than it puts in order (``join_collapse_limit``).
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write ``column = ANY (array)``."""
        column, of_column = self.process_lhs(compiler, connection)
        array, of_array = self.process_rhs(compiler, connection)
        return f"{column} = ANY ({array})", (*of_column, *of_array)
