"""Who is appointed, and as what."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.enums import Role
from consultations.roles import ROLES


class AppointForm(forms.Form):
    """A person by e-mail address, and the role."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("With which the person signs in. Whoever has no account yet gets one, and a letter in any case."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("For somebody who has no account yet; the person can change it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("what somebody is in a process", "Role"),
        choices=[(role, f"{role.label}") for role in ROLES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])
