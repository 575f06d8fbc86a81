"""The canonical form of an outline, and its digest.

Canonical is a JSON list with one object a clause in reading order, ``id, kind, label, parent, wording``: UTF-8, keys in
code-point order, no white space and no escaped letters (RFC 8785 for strings, which is all there is).
"""

import hashlib
import json
from dataclasses import asdict

from .outline import Outline


def canonical(outline: Outline) -> bytes:
    """The bytes whose SHA-256 is the digest of a version."""
    clauses = [{**asdict(clause), "kind": clause.kind.value} for clause in outline]
    return json.dumps(clauses, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(outline: Outline) -> str:
    """The SHA-256 of the canonical form, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(outline)).hexdigest()
