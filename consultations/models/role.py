"""Who works for a process."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.enums import Role

from .process import Process


class ProcessRole(models.Model):
    """A person's role in one process; it gives no rights in any other."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="process_roles")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(fields=["process", "person", "role"], name="role_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role} of {self.process_id}"
