"""Lets the test runner empty the tables after a transactional test.

Such tests end with one TRUNCATE of every table, which the record refuses, and so does what was decided about periods.
Only that statement is let through: each trigger is put aside inside the very transaction that empties the tables, as
only the owner of a table may, and armed again before it commits. The migrations know nothing of this, and during every
test the triggers stand.
"""

from collections.abc import Iterator
from typing import Any

import pytest

ASIDE = "ALTER TABLE record_entry DISABLE TRIGGER record_entry_stays"
ARMED = "ALTER TABLE record_entry ENABLE ALWAYS TRIGGER record_entry_stays"
# By the table they guard: how its trigger is put aside, and armed again.
TRIGGERS = {
    "record_entry": (ASIDE, ARMED),
    "consultations_periodact": (
        "ALTER TABLE consultations_periodact DISABLE TRIGGER period_act_stays",
        "ALTER TABLE consultations_periodact ENABLE ALWAYS TRIGGER period_act_stays",
    ),
}


@pytest.fixture(autouse=True, scope="session")
def record_lets_the_flush_through() -> Iterator[None]:
    """Put the trigger aside around Django's flush, in the same transaction."""
    # Here and not above: a plugin is read before Django is set up, and this module needs it.
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush

    def flush_the_record_too(self: DatabaseOperations, sql_list: list[str]) -> Any:
        emptied = [table for table in TRIGGERS if any(f'"{table}"' in sql for sql in sql_list)]
        aside, armed = ([TRIGGERS[table][step] for table in emptied] for step in (0, 1))
        sql_list = [*aside, *sql_list, *armed]
        return flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_the_record_too)
        yield
