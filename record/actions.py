"""The only way into the record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from record import names
from record.chain import GENESIS, Fact, canonical, check_facts, fingerprint
from record.models import Entry

# Any constant will do; this one spells "record" in ASCII.
LOCK = int.from_bytes(b"record")
# Entries in one statement.
AT_ONCE = 500


def enter(
    verb: str,
    *,
    subject: models.Model | tuple[str, str],
    by: object | None,
    digest: str = "",
    **facts: Fact,
) -> Entry:
    """Append one entry inside the caller's transaction and return it.

    The act and its entry become visible together or not at all. Numbers have no gap: writers queue for a lock that is
    held until the caller's transaction ends, so make this the last thing that waits for anything: lock rows first.

    ``by`` is a saved person, None for the system, or a code such as ``"draft-holder"``; ``digest`` the SHA-256 (hex)
    of the content concerned. Raise ``TransactionManagementError`` outside a transaction, ``ValueError`` for a verb,
    subject, actor or fact that could carry personal words.
    """
    (entry,) = _append([_said(verb, subject, by, digest, facts)])
    return entry


def enter_each(verb: str, *, subjects: Iterable[models.Model], by: object | None, **facts: Fact) -> list[Entry]:
    """Append an entry for each of many things to which the same was done, in their order, and return them.

    As ``enter`` for one, in a few statements however many they are: others wait for the record meanwhile.
    """
    return _append([_said(verb, subject, by, "", facts) for subject in subjects])


def _said(
    verb: str, subject: models.Model | tuple[str, str], by: object | None, digest: str, facts: Mapping[str, Fact]
) -> dict[str, Any]:
    """What an entry says, whatever its place in the chain; raises ``ValueError`` as ``enter`` does."""
    return {
        "actor": names.actor(by),
        "verb": names.verb(verb),
        "subject": names.reference(subject),
        "digest": names.digest(digest),
        "facts": check_facts(facts),
    }


def _append(acts: Sequence[Mapping[str, Any]]) -> list[Entry]:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An entry belongs to the transaction of the act it tells of.")
    if not acts:
        return []
    first, previous = _take_the_end_of_the_chain()
    entries, at = [], timezone.now()
    for number, said in enumerate(acts, start=first):
        placed: dict[str, Any] = {**said, "number": number, "at": at, "previous": previous}
        previous = fingerprint(canonical(**placed))
        entries.append(Entry(**placed, hash=previous))
    return Entry.objects.bulk_create(entries, batch_size=AT_ONCE)


def _take_the_end_of_the_chain() -> tuple[int, str]:
    """Wait for the right to write, and return the next number with the hash it continues.

    Two statements on purpose: the second one sees what was committed while the first one waited.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = Entry.objects.order_by("-number").values_list("number", "hash").first()
    return (last[0] + 1, last[1]) if last else (1, GENESIS)
