"""Stakeholder groups, as the Tunis Agenda (paragraphs 35 and 36) names them or as a process defines them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from common.localized import Wording, best


class GroupQuerySet(models.QuerySet["StakeholderGroup"]):
    """Adjectives of groups."""

    def public(self) -> "GroupQuerySet":
        """All but those that only processes have which nobody sees yet (rows of ``consultations``)."""
        return self.filter(Q(processes=None) | Q(processes__public_at__isnull=False)).distinct()


class StakeholderGroup(models.Model):
    """One group; processes choose which of them they use. No order is stored: none comes first."""

    code = models.SlugField(pgettext_lazy("short name in addresses", "code"), max_length=40, unique=True)
    name = I18nCharField(_("name"), max_length=400)
    for_individuals = models.BooleanField(
        _("for unaffiliated individuals"), default=False, help_text=_("People who speak for nobody but themselves.")
    )

    objects: ClassVar[GroupQuerySet] = GroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("stakeholder group")
        verbose_name_plural = _("stakeholder groups")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def wording(self) -> Wording:
        """The name in the reader's language, with the language it is in."""
        return best(self.name)
