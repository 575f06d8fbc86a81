"""Filters of the desk that somebody keeps under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Process


class DeskFilter(models.Model):
    """What of the desk somebody wants to see again and again, under a name of their own.

    ``wanted`` are the values of ``contributions.queries.desk_list.Filters`` that are not empty. With a ``process`` its
    whole secretariat finds it, and only whoever made it changes it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_filters")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, null=True, blank=True, related_name="desk_filters")
    name = models.CharField(_("name"), max_length=80)
    wanted = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("filter of the desk")
        verbose_name_plural = _("filters of the desk")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="desk_filter_once")]

    def __str__(self) -> str:
        return self.name
