"""A process: a body or mandate with its own secretariat."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from common.localized import Wording, best
from consultations.validators import check_calendars, check_minimum_notice, check_own_holidays
from stakeholders.models import StakeholderGroup


def default_languages() -> list[str]:
    """What a process works in unless it says otherwise."""
    return ["en"]


class ProcessQuerySet(models.QuerySet["Process"]):
    """Adjectives of processes."""

    def public(self) -> "ProcessQuerySet":
        """Those that were opened to the public."""
        return self.exclude(public_at=None)


class Process(models.Model):
    """A body or mandate with its own secretariat, stakeholder groups, languages and grammar of symbols.

    Nobody but those who work for it sees it before it is opened (``public_at``).
    """

    slug = models.SlugField(pgettext_lazy("of a page", "address"), max_length=60, unique=True)
    code = models.CharField(_("code in symbols"), max_length=40, help_text=_("For example WGEC in WGEC/3/1."))
    name = I18nCharField(_("name"), max_length=600)
    mandate = I18nTextField(pgettext_lazy("of a process", "mandate"), blank=True)
    groups = models.ManyToManyField(StakeholderGroup, related_name="processes", verbose_name=_("stakeholder groups"))
    languages = ArrayField(models.CharField(max_length=8), default=default_languages, verbose_name=_("languages"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    minimum_notice_days = models.PositiveSmallIntegerField(
        _("minimum notice"),
        default=0,
        validators=[check_minimum_notice],
        help_text=_("Days for which a comment period is open at least; 0 is no rule."),
    )
    calendars = ArrayField(
        models.CharField(max_length=2),
        default=list,
        blank=True,
        validators=[check_calendars],
        verbose_name=_("calendars"),
        help_text=_("Countries whose weekends and public holidays are watched for."),
    )
    own_holidays = models.JSONField(
        default=dict,
        blank=True,
        validators=[check_own_holidays],
        verbose_name=_("own holidays"),
        help_text="Names by days, in ISO 8601.",
    )
    symbol_grammar = models.CharField(_("grammar of symbols"), max_length=80, default="{process}/{round}/{number}")
    contributions_address = models.EmailField(
        _("e-mail address for contributions"),
        blank=True,
        db_default="",
        help_text="Public. Empty where none are taken by e-mail.",
    )
    holds_letters = models.BooleanField(
        _("letters to followers wait for the secretariat"),
        default=False,
        db_default=False,
        help_text="Reminders are never held: they would be of no use later.",
    )
    is_example = models.BooleanField(
        _("invented example"), default=False, help_text=_("Every page of it says that it is invented.")
    )

    public_at = models.DateTimeField(
        _("made public at"), null=True, blank=True, editable=False, help_text="Null while it is being prepared."
    )
    edits = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often it was changed: a form that was opened earlier is told."
    )

    objects: ClassVar[ProcessQuerySet] = ProcessQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")

    def __str__(self) -> str:
        return self.code

    @property
    def wording(self) -> Wording:
        """The name in the reader's language, with the language it is in."""
        return best(self.name)
