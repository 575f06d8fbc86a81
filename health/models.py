"""When the clock last started each of its tasks, and how that went."""

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """One scheduled task: one row, written over at each run.

    In the database and not in the cache or the broker, which may be away just when somebody asks since when. The last
    beat is the latest ``sent_at`` of all.
    """

    task = models.CharField(primary_key=True, max_length=120)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="By beat, to the broker.")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="The last time that it went well.")
    failed_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=80, blank=True, help_text="Kind of the error at failed_at, never its words.")

    objects: ClassVar[models.Manager["Run"]] = models.Manager()

    def __str__(self) -> str:
        return self.task
