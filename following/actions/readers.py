"""Finding or making the reader that a person or an address is."""

from typing import Any

from django.db import transaction

from following.models import Follow, News, Reader


def reader_of(person: Any) -> Reader:
    """Return the reader that a person is, made at the first asking."""
    reader, _is_new = Reader.objects.get_or_create(person=person)
    return reader


@transaction.atomic
def reader_at(address: str, *, language: str, time_zone: str) -> Reader:
    """Return the reader at an address without an account, made at the first asking.

    The caller knows that whoever asks reads what comes there. Language and zone hold for a new one only. It is locked
    until the caller's transaction ends, and so not forgotten before it follows something.
    """
    theirs = Reader.objects.at(address).select_for_update(no_key=True)
    known = theirs.first()
    if known is not None:
        return known
    Reader.objects.bulk_create([Reader(address=address, language=language, time_zone=time_zone)], ignore_conflicts=True)
    return theirs.get()


@transaction.atomic
def adopt(person: Any, *, address: str) -> bool:
    """Let a person have what their address followed before it had an account; say whether there was anything.

    The caller knows that the address is theirs. What both followed stays as the person chose it.
    """
    guest = Reader.objects.at(address).select_for_update(no_key=True).first()
    if guest is None:
        return False
    own = Reader.objects.filter(person=person).first()
    if own is None:
        guest.person, guest.address = person, ""
        guest.save(update_fields=["person", "address"])
        return True
    # What is being told just now has passed by the person, and would not reach the address any more: go back to them.
    News.objects.to_spread().filter(spread_up_to__gte=own.pk, spread_up_to__lt=guest.pk).update(spread_up_to=own.pk - 1)
    already = own.follows.values("topic")
    Follow.objects.filter(reader=guest).exclude(topic__in=already).update(reader=own)
    Follow.objects.filter(reader=guest).delete()
    guest.items.exclude(news__in=own.items.values("news")).update(reader=own)
    guest.items.update(due_at=None)
    guest.merged_into = own
    guest.save(update_fields=["merged_into"])
    return True
