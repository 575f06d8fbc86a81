"""What the desk says of a source, and of who speaks for it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from common.collation import readers_key
from stakeholders.models import Source, StakeholderGroup


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


class MandateForm(forms.Form):
    """Why a mandate is ended, or somebody else leads: they read it by letter."""

    reason = forms.CharField(max_length=2000, required=False)


class InviteForm(forms.Form):
    """Whom to invite. Whether it is an address is said by the action, with the same sentence everywhere."""

    use_required_attribute = False

    address = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_("They get a letter with a link that works once, for two weeks."),
    )


class DetailsForm(forms.Form):
    """Group, country and acronym of an organisation, said anew."""

    group = forms.ChoiceField(label=_("Stakeholder group"))
    country = forms.ChoiceField(label=_("Country"), required=False)
    acronym = forms.CharField(
        label=_("Acronym"), max_length=40, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data: Any = None, *, source: Source, groups: Iterable[StakeholderGroup]) -> None:
        now = {"group": source.group.code, "country": str(source.country or ""), "acronym": source.acronym}
        super().__init__(data, initial=now)
        self.groups = {group.code: group for group in groups if not group.for_individuals}
        names = ((code, group.wording.text) for code, group in self.groups.items())
        self.fields["group"].choices = sorted(names, key=lambda item: readers_key(item[1]))  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("None, or several")), *countries]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data | {"group": self.groups[self.cleaned_data["group"]]}
