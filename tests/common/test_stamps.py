"""What is kept in the cache, and how it is told that it is out of date."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import override_settings

from common.stamps import LONGEST, bump, kept

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)
AWAY = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


def counter(until: datetime = NOON + timedelta(hours=1)) -> Callable[[], tuple[int, datetime]]:
    made = iter(range(1, 100))
    return lambda: (next(made), until)


def test_second_reader_gets_what_the_first_made() -> None:
    make = counter()

    assert [kept("home", make, under="t", at=NOON) for _ in range(3)] == [1, 1, 1]


def test_other_key_is_made_by_itself() -> None:
    make = counter()

    assert [kept(key, make, under="t", at=NOON) for key in ("a", "b", "a")] == [1, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_bump_makes_everything_under_its_stamp_anew() -> None:
    make = counter()
    kept("home", make, under="t", at=NOON)

    bump("other")
    assert kept("home", make, under="t", at=NOON) == 1
    bump("t")
    assert kept("home", make, under="t", at=NOON) == 2


@pytest.mark.django_db(transaction=True)
def test_bump_waits_for_the_commit_and_is_forgotten_with_a_rollback() -> None:
    make = counter()
    kept("home", make, under="t", at=NOON)

    with transaction.atomic():
        bump("t")
        assert kept("home", make, under="t", at=NOON) == 1
        transaction.set_rollback(True)
    assert kept("home", make, under="t", at=NOON) == 1
    with transaction.atomic():
        bump("t")
    assert kept("home", make, under="t", at=NOON) == 2


@pytest.mark.django_db(transaction=True)
def test_what_a_change_overtook_while_it_was_made_is_not_given_out() -> None:
    def slowly() -> tuple[str, datetime]:
        bump("t")  # somebody publishes meanwhile
        return "old", NOON + timedelta(hours=1)

    assert kept("home", slowly, under="t", at=NOON) == "old"
    assert kept("home", lambda: ("new", NOON + timedelta(hours=1)), under="t", at=NOON) == "new"


def test_nothing_outlives_its_own_end_or_the_longest_time() -> None:
    closing = counter(until=NOON + timedelta(seconds=10))
    kept("closing", closing, under="t", at=NOON)
    kept("steady", (steady := counter()), under="t", at=NOON)

    assert kept("closing", closing, under="t", at=NOON + timedelta(seconds=9.999)) == 1
    assert kept("closing", closing, under="t", at=NOON + timedelta(seconds=10)) == 2
    assert kept("steady", steady, under="t", at=NOON + LONGEST - timedelta(microseconds=1)) == 1
    assert kept("steady", steady, under="t", at=NOON + LONGEST) == 2


def test_thing_that_is_over_when_made_is_given_but_not_kept() -> None:
    make = counter(until=NOON)

    assert [kept("home", make, under="t", at=NOON) for _ in range(2)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_without_a_cache_everything_is_made_afresh_and_nothing_raises() -> None:
    make = counter()
    with override_settings(CACHES=AWAY):
        bump("t")
        assert [kept("home", make, under="t", at=NOON) for _ in range(2)] == [1, 2]
    caches.close_all()
