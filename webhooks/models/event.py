"""What happened, as it is told to other sites."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from webhooks.enums import Kind


class Event(models.Model):
    """A fact, stored in the transaction that made it one.

    ``key`` names the fact: told twice it is stored once. ``subject`` is what it is about; of two events about one
    subject the later has the larger id, which is told as ``sequence``. ``payload`` holds nothing that could be taken
    back later: addresses, numbers and dates, nobody's words.
    """

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("what happened"), max_length=40, choices=Kind.choices)
    subject = models.CharField(max_length=120)
    process = models.SlugField(max_length=60, blank=True)
    payload = models.JSONField()
    happened_at = models.DateTimeField(_("when it happened"))
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        # What is old enough to be forgotten.
        indexes = [models.Index(fields=["told_at"], name="event_told")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def name(self) -> str:
        """Its id as receivers know it: the same at every try, and for every endpoint."""
        return f"evt_{self.uid.hex}"
