"""Statements in SQL that name tables by their models."""

from django.db import connection, models


def with_tables(statement: str, *of: type[models.Model]) -> str:
    """The statement with the quoted name of its table for each ``[model]``, such as ``[contribution]``."""
    for model in of:
        statement = statement.replace(f"[{model._meta.model_name}]", connection.ops.quote_name(model._meta.db_table))
    return statement
