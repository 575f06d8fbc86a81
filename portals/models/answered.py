"""What a portal was answered, kept for when it asks the same once more."""

from typing import ClassVar

from django.db import models

from .portal import Portal


class Answered(models.Model):
    """The answer to one request that changes something, under the key that the portal gave it.

    ``fingerprint`` is the SHA-256 of what was asked. No words of anybody are in ``body``: answers to what is handed in
    name neither the person nor what they say.
    """

    portal = models.ForeignKey(Portal, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True, default="", help_text="JSON, its members in the order in which they went out.")
    headers = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "answer kept"
        verbose_name_plural = "answers kept"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # One request at a time under a key: a second one waits here for what the first is answered.
            models.UniqueConstraint(fields=["portal", "key"], name="answered_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            # What was kept long enough.
            models.Index(fields=["at"], name="answered_at")
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.portal_id}"
