"""How soon a secretariat promises to act."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from .process import Process


class ServiceTimes(models.Model):
    """The service times of one process, in hours of the calendar, weekends and nights too; null promises nothing.

    Counted from what the source did: from its sending until it is taken up, and until it is published, returned or
    declined; and from its answer until the secretariat has reacted.
    """

    process = models.OneToOneField(Process, on_delete=models.CASCADE, related_name="service_times")
    take_up = models.PositiveSmallIntegerField(_("hours until it is taken up"), null=True, blank=True)
    answer = models.PositiveSmallIntegerField(_("hours until an answer is answered"), null=True, blank=True)
    publish = models.PositiveSmallIntegerField(_("hours until it is published"), null=True, blank=True)

    class Meta:
        verbose_name = _("service times")
        verbose_name_plural = _("service times")

    def __str__(self) -> str:
        return f"{self.process_id}: {self.take_up}, {self.answer}, {self.publish}"

    @property
    def is_empty(self) -> bool:
        """Is nothing promised?"""
        return self.take_up is self.answer is self.publish is None


def due(since: datetime | None, hours: int | None) -> datetime | None:
    """Until when something is promised that was asked for at ``since``; None where nothing is promised or asked."""
    return None if since is None or hours is None else since + timedelta(hours=hours)
