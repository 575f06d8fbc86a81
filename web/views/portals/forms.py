"""What whoever runs a portal fills in."""

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
