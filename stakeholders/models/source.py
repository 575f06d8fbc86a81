"""A source: whoever contributes. Organisations and unaffiliated individuals are sources alike."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from stakeholders.enums import SourceKind, Standing

from .group import StakeholderGroup


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions asked of sources."""

    def organisations(self) -> "SourceQuerySet":
        return self.filter(kind=SourceKind.ORGANISATION)

    def spoken_for_by(self, person: models.Model) -> "SourceQuerySet":
        """Those for which ``person`` has a mandate that has not ended, and the person's own."""
        return self.filter(Q(mandates__person=person, mandates__ended_at=None) | Q(person=person)).distinct()


class Source(models.Model):
    """Whoever contributes: a government, a company, an association, a body, or one person."""

    kind = models.CharField(max_length=16, choices=SourceKind.choices)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    translations = models.JSONField(
        default=dict, blank=True, help_text=_("The name in other languages, by language code.")
    )
    country = CountryField(_("country"), blank=True)
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="sources")
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="own_source"
    )
    known_as = ArrayField(
        models.CharField(max_length=300),
        default=list,
        db_default=[],
        editable=False,
        help_text="Names in all languages and acronym, as stakeholders.naming.normalised makes them.",
    )
    accreditation = models.CharField(
        _("accreditation"),
        max_length=300,
        blank=True,
        db_default="",
        help_text="One public line, entered by a secretariat.",
    )
    standing = models.CharField(
        max_length=10, choices=Standing.choices, default=Standing.DECLARED, db_default=Standing.DECLARED
    )
    standing_reason = models.TextField(blank=True, db_default="", help_text="Why a secretariat disputes it; public.")
    standing_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[SourceQuerySet] = SourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            # An individual is a person; an organisation never is.
            models.CheckConstraint(
                condition=Q(kind=SourceKind.INDIVIDUAL, person__isnull=False)
                | Q(kind=SourceKind.ORGANISATION, person__isnull=True),
                name="source_individual_is_a_person",
            ),
            # Nobody is disputed without being told why, and nobody's details are confirmed for a reason.
            models.CheckConstraint(
                condition=(Q(standing=Standing.DISPUTED) & ~Q(standing_reason=""))
                | (~Q(standing=Standing.DISPUTED) & Q(standing_reason="")),
                name="source_disputed_for_a_reason",
            ),
        ]
        # Which organisation a typed name means.
        indexes = [GinIndex(fields=["known_as"], name="source_known_as")]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The name in ``language`` where one is known, else the name the source gave itself."""
        return self.translations.get(language) or self.name


class SourceName(models.Model):
    """How a source is called and sorted in one language; a row for each language of the pages.

    Answers: the sources in the alphabetical order of the reader's language, by keyset.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=300)
    sort_key = models.BinaryField(max_length=2400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "language"], name="source_name_once_a_language")]
        indexes = [models.Index(fields=["language", "sort_key", "source"], name="source_name_order")]

    def __str__(self) -> str:
        return self.name
