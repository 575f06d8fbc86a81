"""Who speaks for whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from .source import Source


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Questions asked of mandates."""

    def current(self) -> "MandateQuerySet":
        """Not ended; confirmed or still to be."""
        return self.filter(ended_at=None)

    def confirmed(self) -> "MandateQuerySet":
        return self.current().exclude(confirmed_at=None)


class Mandate(models.Model):
    """A person acts for a source. Each person signs in as themselves; nobody shares a password.

    A mandate is claimed by the person and confirmed by a secretariat; what is said under an
    unconfirmed one is received like everything else but not published before it is confirmed.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="mandates")
    claimed_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = pgettext_lazy("to speak for a source", "mandate")
        verbose_name_plural = pgettext_lazy("to speak for a source", "mandates")
        constraints = [
            # One current mandate for a person and a source, however many clicks.
            models.UniqueConstraint(
                fields=["person", "source"], condition=Q(ended_at=None), name="mandate_once_while_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.source_id}"
