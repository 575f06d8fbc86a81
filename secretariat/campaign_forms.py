"""What the desk says of a campaign: who organised it, and which contributions are meant."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.numbers import whole_number
from contributions.actions.campaign import LONGEST_NAME


class OrganiserForm(forms.Form):
    """Who organised it. What makes sense is asked by the action, so that page and shell cannot differ."""

    use_required_attribute = False

    organiser = forms.CharField(
        label=_("Who organised it"),
        help_text=_("Public. Leave it empty while you do not know; the page says so."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    organiser_url = forms.CharField(
        label=_("Address of the organiser’s page"),
        max_length=500,
        required=False,
        widget=forms.URLInput(),
    )


def chosen(given: QueryDict | Mapping[str, str]) -> set[int]:
    """The ids of the contributions that were ticked (``member``); what is no id is passed over."""
    values = given.getlist("member") if isinstance(given, QueryDict) else [given.get("member", "")]
    return {number for number in map(whole_number, values) if number is not None}
