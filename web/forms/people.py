"""What people fill in about themselves."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def zones() -> list[tuple[str, str]]:
    """Every zone by its IANA name, places only, in alphabetical order."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(places))]


class DetailsForm(forms.Form):
    """Name, language, time zone."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As it should be printed when you speak for yourself. What was published keeps its name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of your letters"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("Times are given in UTC and in this zone.")
    )
