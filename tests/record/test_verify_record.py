"""The command that proves the record."""

import tracemalloc
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from record import queries
from record.actions import enter
from record.chain import canonical, fingerprint
from record.models import Entry
from tests.record_flush import ARMED, ASIDE

pytestmark = pytest.mark.django_db

THING = ("example.thing", "1")


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_record", *arguments, stdout=out)
    return out.getvalue().strip()


def tamper(statement: str, *values: str) -> None:
    """What somebody with the rights of the table's owner could do."""
    with connection.cursor() as cursor:
        cursor.execute(ASIDE)
        cursor.execute(statement, values)
        cursor.execute(ARMED)


@pytest.fixture
def five_entries() -> list[Entry]:
    return [enter("thing.step", subject=THING, by=None, step=step) for step in range(5)]


def test_empty_record_holds():
    assert verify() == "The record holds: 0 entries, the last is 0:" + "0" * 64


def test_whole_chain_holds_and_its_end_is_told(five_entries):
    assert verify() == f"The record holds: 5 entries, the last is 5:{five_entries[-1].hash}"


def test_part_of_the_chain_is_verified_from_a_number_on(five_entries):
    assert verify("--from", "4") == f"The record holds: 2 entries, the last is 5:{five_entries[-1].hash}"


def test_beginning_after_the_end_is_a_break(five_entries):
    with pytest.raises(CommandError, match="Entry 8, after which the verification was to begin, is missing"):
        verify("--from", "9")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE record_entry SET actor = 'person:1' WHERE number = 3", "Entry 3 was altered"),
        ("UPDATE record_entry SET facts = '{}' WHERE number = 1", "Entry 1 was altered"),
        ("UPDATE record_entry SET at = at + interval '1 microsecond' WHERE number = 5", "Entry 5 was altered"),
        ("UPDATE record_entry SET hash = repeat('a', 64) WHERE number = 2", "Entry 2 was altered"),
        ("DELETE FROM record_entry WHERE number = 3", "Entry 3 is missing: entry 2 is followed by entry 4"),
        ("DELETE FROM record_entry WHERE number = 1", "Entry 1 is missing"),
        ("UPDATE record_entry SET previous = repeat('b', 64) WHERE number = 4", "Entry 4 does not continue entry 3"),
    ],
)
def test_first_break_is_named(five_entries, statement, sentence):
    tamper(statement)

    with pytest.raises(CommandError, match=sentence) as refused:
        verify()
    assert refused.value.returncode == 1


def test_entry_altered_with_its_own_hash_is_found_at_the_next(five_entries):
    third = five_entries[2]
    said = {"at": third.at, "actor": "person:1", "verb": third.verb, "subject": third.subject, "digest": ""}
    own_hash = fingerprint(canonical(number=3, facts=third.facts, previous=third.previous, **said))

    tamper("UPDATE record_entry SET actor = 'person:1', hash = %s WHERE number = 3", own_hash)

    with pytest.raises(CommandError, match="Entry 4 does not continue entry 3"):
        verify()


def test_chain_cut_short_is_found_by_an_entry_known_from_outside(five_entries):
    known = f"5:{five_entries[-1].hash}"
    assert verify("--known", known).startswith("The record holds")

    tamper("DELETE FROM record_entry WHERE number = 5")

    assert verify().startswith("The record holds: 4 entries")
    with pytest.raises(CommandError, match="does not contain the known entry"):
        verify("--known", known)


def test_break_before_the_beginning_is_not_told(five_entries):
    tamper("UPDATE record_entry SET actor = 'person:1' WHERE number = 1")

    assert verify("--from", "3").startswith("The record holds: 3 entries")


def test_memory_stays_the_same_for_long_chains():
    chain_up(8_000)

    tracemalloc.start()
    queries.verify(first=6_001)
    short = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    verdict = queries.verify()
    long = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (verdict.checked, verdict.broken) == (8_000, "")
    assert long < 1.5 * short  # bytes at most, for four times as many entries


def chain_up(length: int) -> None:
    """Fill the record quickly with a chain that holds."""
    rows = []
    last = enter("thing.begin", subject=THING, by=None)
    for number in range(2, length + 1):
        said = {"at": last.at, "actor": "system", "verb": "thing.step", "subject": "example.thing:1", "digest": ""}
        placed: dict[str, Any] = {**said, "number": number, "previous": last.hash, "facts": {"step": number}}
        last = Entry(**placed, hash=fingerprint(canonical(**placed)))
        rows.append(last)
    Entry.objects.bulk_create(rows, batch_size=5000)
