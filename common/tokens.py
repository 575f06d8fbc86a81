"""Random tokens that stand in private addresses; the database keeps only their SHA-256.

So a stolen copy of the database opens nothing.
"""

import hashlib
import secrets


def new_token() -> str:
    """A fresh token of 192 bits, safe in an address."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
