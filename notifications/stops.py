"""What stands in an address that ends letters: signed, so that nobody can end another reader's.

The database keeps it unsigned: a stolen copy of it ends nothing.
"""

from django.core.signing import BadSignature, Signer

# A full stop at the end of an address is cut off by mail programs; a tilde in the middle is not.
_SIGNER = Signer(sep="~", salt="letters.stop")


def signed(stop: str) -> str:
    """Return ``stop`` as it stands in an address."""
    return _SIGNER.sign(stop)


def unsigned(token: str) -> str | None:
    """Return what the token ends, or None where it is not one of ours."""
    try:
        return _SIGNER.unsign(token)
    except BadSignature:
        return None
