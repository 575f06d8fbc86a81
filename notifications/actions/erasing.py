"""Taking a stored letter back, where nobody may keep what it says."""

from notifications.models import Letter


def erase(key: str) -> bool:
    """Remove the letter that is stored under ``key``, sent or not, in the caller's transaction; say if there was one.

    For letters whose address and words belong to somebody who never was part of the house and said so. What has left
    the house is in their mailbox.
    """
    removed, _by_kind = Letter.objects.filter(key=key).delete()
    return bool(removed)
