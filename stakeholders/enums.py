"""Kinds and codes of stakeholders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SourceKind(TextChoices):
    """Who speaks: an organisation (a government is one), or a person for nobody but themselves."""

    ORGANISATION = "organisation", _("Organisation")
    INDIVIDUAL = "individual", _("Unaffiliated individual")


class Standing(TextChoices):
    """What a secretariat says of the name, country and group that a source gave itself."""

    DECLARED = "declared", pgettext_lazy("standing of a source", "Self-declared")
    CONFIRMED = "confirmed", pgettext_lazy("standing of a source", "Confirmed by a secretariat")
    DISPUTED = "disputed", pgettext_lazy("standing of a source", "Disputed by a secretariat")


class Language(TextChoices):
    """The six languages of the United Nations, in the order of their codes."""

    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")
    CHINESE = "zh", _("Chinese")
