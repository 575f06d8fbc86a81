"""A portal: another site whose programs talk to ours."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from portals.enums import Scope


class Portal(models.Model):
    """A site of a ministry, a network, a national initiative, named publicly as the channel of what it brings.

    What it may do is granted process by process (``consultations.models.Admission``); ``scopes`` is all of it
    together: what a token of its keys can be for. A letter to those who run it goes to ``email``, an address that its
    owner has proven.
    """

    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("what it is"), max_length=1000)
    url = models.URLField(_("address"), max_length=300)
    email = models.EmailField(_("address for letters"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="portals")
    scopes = ArrayField(
        models.CharField(max_length=30, choices=Scope.choices), default=list, db_default=[], editable=False
    )
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name
