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

    def claimed(self) -> "MandateQuerySet":
        """Current, and nobody has confirmed it yet."""
        return self.current().filter(confirmed_at=None)

    def leading(self) -> "MandateQuerySet":
        return self.confirmed().filter(is_lead=True)


class Mandate(models.Model):
    """A person acts for a source. Each person signs in as themselves; nobody shares a password.

    A mandate is claimed by the person and confirmed by a secretariat; what is said under an
    unconfirmed one is received like everything else but not published before it is confirmed. One of
    those who speak for a source *leads*: who that is can be changed at any time.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="mandates")
    claimed_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_lead = models.BooleanField(default=False, db_default=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = pgettext_lazy("to speak for a source", "mandate")
        verbose_name_plural = pgettext_lazy("to speak for a source", "mandates")
        constraints = [
            # One current mandate for a person and a source, however many clicks.
            models.UniqueConstraint(
                fields=["person", "source"], condition=Q(ended_at=None), name="mandate_once_while_current"
            ),
            # Who leads a source is one person, who really speaks for it.
            models.UniqueConstraint(fields=["source"], condition=Q(is_lead=True), name="mandate_one_lead_a_source"),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="mandate_of_a_lead_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.source_id}"
