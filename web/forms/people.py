"""What people fill in about themselves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.moments import zone_choices


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
        label=_("Time zone"), choices=zone_choices, help_text=_("Times are given in UTC and in this zone.")
    )
