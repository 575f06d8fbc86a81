"""The door that tests use to empty the record closes behind them."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from record.actions import enter
from record.models import Entry


@pytest.mark.django_db(transaction=True)
def test_trigger_stands_again_after_a_flush():
    with transaction.atomic():
        enter("thing.begin", subject=("example.thing", "1"), by=None)

    call_command("flush", interactive=False, verbosity=0)

    assert not Entry.objects.exists()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE record_entry")
