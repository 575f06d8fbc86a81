"""What the desk alone says of a source."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Source


class DisputeForm(forms.Form):
    """Why a secretariat doubts what a source says of itself."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("What is in doubt, and why"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Public, on the source’s page; those who speak for it have a letter. Nothing is hidden by it."),
    )


class AccreditationForm(forms.Form):
    """The one public line on how a source is accredited."""

    accreditation = forms.CharField(
        label=_("Accreditation"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("One public line, such as “ECOSOC consultative status since 1998”. Empty takes it away."),
    )

    def __init__(self, data: object = None, *, source: Source) -> None:
        super().__init__(data, initial={"accreditation": source.accreditation})  # type: ignore[arg-type]
