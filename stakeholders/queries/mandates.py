"""Who speaks for which source, as those concerned see it."""

from datetime import datetime

from django.db.models import QuerySet

from stakeholders.models import Invitation, Mandate, Person, Source


def mandates_of(person: Person) -> QuerySet[Mandate]:
    """The person's mandates that have not ended, with their sources, by name."""
    return (
        Mandate.objects.current().filter(person=person).select_related("source__group").order_by("source__name", "pk")
    )


def mandates_for(source: Source) -> QuerySet[Mandate]:
    """Everybody who speaks for the source or says so: who has done so longest first, claims last."""
    found = Mandate.objects.current().filter(source=source).select_related("source", "person", "invited_by")
    return found.order_by("confirmed_at", "pk")


def open_invitations(source: Source, *, at: datetime) -> QuerySet[Invitation]:
    """Those of people who may say who speaks for the source, and whose link still works; newest first.

    What an author of a joint contribution has asked is left out: it is between that author and the address.
    """
    found = source.invitations.open(at=at).filter(vouches=True)
    return found.select_related("invited_by").order_by("-created_at", "-pk")
