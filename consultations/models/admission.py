"""Which portals are let in to a process."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.enums import AdmissionState
from portals.enums import Scope

from .process import Process


class AdmissionQuerySet(models.QuerySet["Admission"]):
    """Admissions, chainable."""

    def that_may(self, scope: Scope) -> "AdmissionQuerySet":
        """Those in force that include ``scope``."""
        return self.filter(state=AdmissionState.ADMITTED, scopes__contains=[scope])

    def public(self) -> "AdmissionQuerySet":
        """Those in force, in processes that are public: who brings something in is no secret."""
        return self.filter(state=AdmissionState.ADMITTED, process__public_at__isnull=False)


class Admission(models.Model):
    """What a portal asked for in one process, and what the secretariat there let it do; in no other."""

    portal = models.ForeignKey("portals.Portal", on_delete=models.PROTECT, related_name="admissions")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="admissions")
    asked = ArrayField(models.CharField(max_length=30, choices=Scope.choices), verbose_name=_("what it asks for"))
    why = models.TextField(_("what for"), max_length=1000)
    scopes = ArrayField(
        models.CharField(max_length=30, choices=Scope.choices), default=list, verbose_name=_("what it may do")
    )
    state = models.CharField(max_length=10, choices=AdmissionState.choices, default=AdmissionState.ASKED)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal of a process")
        verbose_name_plural = _("portals of a process")
        constraints = [models.UniqueConstraint(fields=["process", "portal"], name="admission_once")]

    def __str__(self) -> str:
        return f"{self.portal_id} in {self.process_id}: {self.state}"

    @property
    def granted(self) -> list[Scope]:
        """What it may do, in the order in which scopes are listed."""
        return [scope for scope in Scope if scope.value in self.scopes]
