"""The database refuses to change the record."""

import pytest
from django.db import DatabaseError, connection, transaction

from record.actions import enter
from record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET actor = 'person:1'",
        "UPDATE record_entry SET actor = actor WHERE number = 99",
        "DELETE FROM record_entry",
        "TRUNCATE record_entry",
        "SET LOCAL session_replication_role = replica; DELETE FROM record_entry",
        "MERGE INTO record_entry USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_change_by_sql_is_refused(statement):
    entry = enter("thing.begin", subject=("example.thing", "1"), by=None)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(Entry.objects.values_list("number", "actor")) == [(entry.number, "system")]


def test_change_through_the_model_is_refused():
    entry = enter("thing.begin", subject=("example.thing", "1"), by=None)
    entry.actor = "person:1"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


@pytest.mark.parametrize(("column", "value"), [("number", 0), ("hash", "ABC"), ("previous", ""), ("digest", "x")])
def test_malformed_entry_is_refused(column, value):
    zeros = "0" * 64
    said = {"number": 1, "at": "2026-11-22T10:30Z", "hash": zeros, "previous": zeros, "digest": "", column: value}

    with pytest.raises(DatabaseError, match="violates check constraint"), transaction.atomic():
        Entry.objects.create(actor="system", verb="thing.begin", subject="example.thing:1", **said)


def test_trigger_stands_even_for_replication():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = 'record_entry_stays'")
        assert cursor.fetchone()[0] in ("A", b"A")


def test_no_other_table_points_into_or_out_of_the_record():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"
            " AND 'record_entry'::regclass IN (conrelid, confrelid)"
        )
        assert cursor.fetchone() == (0,)
