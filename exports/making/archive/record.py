"""What the record says of the things in an archive."""

import json
from collections.abc import Iterable, Iterator

from django.db import models

from record import names
from record.models import Entry

# Acts that everybody may know of: what was sent, published, taken back; what was asked and until when.
PUBLIC = ("contribution.submit", "contribution.replace", "contribution.publish", "contribution.withdraw")
PUBLIC_SUBJECTS = (
    "period.",
    "question.",
    "document.",
    "round.open",
    "round.create",
    "symbol.",
    "text.issue",
    "text.carry",
)


def entries(things: Iterable[models.Model], *, is_sealed: bool, bare: frozenset[str] = frozenset()) -> Iterator[bytes]:
    """A line of JSON for each entry about these things, the oldest first.

    For everybody: what happened to what, and when. Who did it and the chain's hashes are left out, because from them
    one could find out who is behind a contribution that does not name its source; so is the digest of a content that
    is not public whole (``bare``: the references of those things). What is sealed tells everything.
    """
    about = [names.reference(thing) for thing in things]
    for found in Entry.objects.filter(subject__in=about).order_by("number"):
        if is_sealed:
            yield _line(found, "number", "at", "actor", "verb", "subject", "digest", "facts", "previous", "hash")
        elif found.verb in PUBLIC or found.verb.startswith(PUBLIC_SUBJECTS):
            without = ("digest",) if found.subject in bare else ()
            yield _line(found, *(name for name in ("number", "at", "verb", "subject", "digest") if name not in without))


def _line(found: Entry, *fields: str) -> bytes:
    told = {name: getattr(found, name) for name in fields}
    told["at"] = found.at.isoformat()
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"
