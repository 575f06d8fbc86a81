"""Names that others give back to us: the address at which a letter that could not be delivered comes home."""

import re
from email.utils import parseaddr
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_RETURNED = re.compile(r"\+([0-9a-f]{32})-([0-9a-f]{10})@", re.IGNORECASE)


def return_address(letter_id: UUID) -> str:
    """Whom mail servers tell that a letter did not arrive: an address of its own for each letter (VERP).

    ``bounces+<letter>-<seal>@plenum.example`` where ``BOUNCES_TO`` is ``bounces@plenum.example``; nobody but us can
    make the seal. Without that setting it is the sender's own address.
    """
    if not settings.BOUNCES_TO:
        return _address_in(settings.DEFAULT_FROM_EMAIL)
    name, _at, domain = settings.BOUNCES_TO.rpartition("@")
    return f"{name}+{letter_id.hex}-{_seal(letter_id, settings.SECRET_KEY)}@{domain}"


def returned_letter(address: str) -> UUID | None:
    """Which letter came back to this address; None where the address is not one that we made."""
    found = _RETURNED.search(address)
    if found is None:
        return None
    letter_id = UUID(hex=found[1])
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    sealed = any(constant_time_compare(_seal(letter_id, key), found[2].lower()) for key in keys)
    return letter_id if sealed else None


@lru_cache(maxsize=2)
def _address_in(sender: str) -> str:
    return parseaddr(sender)[1]


def _seal(letter_id: UUID, key: str) -> str:
    return salted_hmac("notifications.names", letter_id.hex, secret=key, algorithm="sha256").hexdigest()[:10]
