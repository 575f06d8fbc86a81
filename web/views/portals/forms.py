"""What whoever runs a portal fills in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Process
from portals.enums import Scope


class PortalForm(forms.Form):
    """What a portal is."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Readers see it wherever something came through the portal.")
    )
    url = forms.URLField(label=_("Address on the web"), max_length=300, assume_scheme="https")
    about = forms.CharField(
        label=_("What it is"),
        max_length=1000,
        help_text=_("Who runs it, and whom it reaches. Secretariats decide on these words."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.ChoiceField(
        label=_("Address for letters"),
        required=False,
        help_text=_("About the portal and what comes through it. Further addresses are confirmed in your settings."),
    )

    def __init__(self, data: Any = None, *, addresses: Sequence[str], initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        choices = self.fields["email"]
        choices.choices = [(each, each) for each in addresses]  # type: ignore[attr-defined]  # of this field


class HandOverForm(forms.Form):
    """Who is to run a portal from now on."""

    use_required_attribute = False

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Of whoever is to run the portal. They sign in with this address to accept."),
    )


class AskForm(forms.Form):
    """What a portal would do in which process, and what for."""

    use_required_attribute = False

    process = forms.ModelChoiceField(
        label=_("Process"),
        queryset=Process.objects.public().order_by("code", "pk"),
        to_field_name="slug",
        empty_label=_("Choose …"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the portal would do there"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(label=_("What for"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
