"""The written form of an entry, byte for byte: it must never change."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.chain import GENESIS, Continuity, canonical, check_facts, fingerprint

ENTRY = {
    "number": 1,
    "at": datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
    "actor": "person:17",
    "verb": "contribution.publish",
    "subject": "contributions.contribution:9",
    "digest": "",
    "facts": {"symbol": "WGEC/3/1", "first": True, "note": 'a "b" é\n', "round": 3, "none": None},
    "previous": GENESIS,
}
WRITTEN = (
    '{"actor":"person:17","at":"2026-11-22T10:30:00.000000Z","digest":"","facts":{"first":true,"none":null,'
    '"note":"a \\"b\\" é\\n","round":3,"symbol":"WGEC/3/1"},"number":1,"previous":"' + "0" * 64 + '",'
    '"subject":"contributions.contribution:9","verb":"contribution.publish"}'
)


def row(**changed):
    said = {**ENTRY, **changed}
    written = canonical(**{name: value for name, value in said.items() if name != "hash"})
    columns = ("number", "at", "actor", "verb", "subject", "digest", "facts", "previous")
    return (*(said[name] for name in columns), said.get("hash", fingerprint(written)))


def test_written_form_is_the_documented_one():
    assert canonical(**ENTRY).decode() == WRITTEN


def test_fingerprint_is_the_sha256_of_the_bytes():
    # printf abc | sha256sum
    assert fingerprint(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("at", datetime(2026, 11, 22, 10, 30, 0, 1, tzinfo=UTC)),
        ("actor", "person:18"),
        ("verb", "contribution.decline"),
        ("subject", "contributions.contribution:10"),
        ("digest", "ab" * 32),
        ("facts", {}),
    ],
)
def test_change_of_any_field_breaks_the_chain(field, other):
    fixed = row()[-1]

    broken = Continuity().follow(row(**{field: other, "hash": fixed}))

    assert broken == "Entry 1 was altered: its content does not have the hash that stands beside it."


def test_missing_entry_is_named():
    assert Continuity().follow(row(number=3)) == "Entry 1 is missing: entry 0 is followed by entry 3."


def test_entry_that_continues_another_chain_is_named():
    broken = Continuity().follow(row(previous="f" * 64))

    assert broken == "Entry 1 does not continue entry 0: it names another predecessor."


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]*", fullmatch=True), st.integers() | st.text() | st.booleans()))
def test_facts_are_either_refused_or_kept_as_they_are(facts):
    try:
        kept = check_facts(facts)
    except ValueError:
        return
    assert kept == facts
    canonical(**{**ENTRY, "facts": kept})
