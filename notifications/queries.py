"""What may be read about letters."""

from django.conf import settings
from django.db.models import QuerySet

from notifications.models import Letter, Undeliverable

DUMMY = "django.core.mail.backends.dummy.EmailBackend"


def recent(limit: int = 50) -> QuerySet[Letter]:
    """Return the newest letters with their people, newest first, for a page that shows them."""
    return Letter.objects.select_related("person").order_by("-created_at", "pk")[:limit]


def letters_leave_the_house() -> bool:
    """Say whether letters really go out; if not, "sent" means "shown here instead of sent"."""
    return settings.EMAIL_BACKEND != DUMMY


def trouble_at(address: str) -> Undeliverable | None:
    """Return why an address has no letters to followers; None where it has them."""
    return Undeliverable.objects.filter(pk=address.lower()).first()
