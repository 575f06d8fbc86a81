import os

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_tests_run_on_a_real_postgresql_of_their_own():
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 180000
    assert "plenum-tests-" in os.environ["DATABASE_URL"]


def test_tests_run_on_a_real_broker_of_their_own():
    cache.set("word", "kept", 10)
    assert cache.get("word") == "kept"
