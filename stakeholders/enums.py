"""Kinds and codes of stakeholders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    """Who speaks: an organisation (a government is one), or a person for nobody but themselves."""

    ORGANISATION = "organisation", _("Organisation")
    INDIVIDUAL = "individual", _("Unaffiliated individual")


class Language(TextChoices):
    """The six languages of the United Nations, in the order of their codes."""

    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")
    CHINESE = "zh", _("Chinese")
