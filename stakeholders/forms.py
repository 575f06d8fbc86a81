"""What is asked about an organisation, by those who speak for it and by secretariats alike."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from common.collation import readers_key
from common.refusals import Incomplete
from stakeholders.models import Source, StakeholderGroup


class InviteForm(forms.Form):
    """Whom to invite. Whether it is an address is said by the action, with the same sentence everywhere."""

    use_required_attribute = False

    address = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_("They get a letter with a link that works once, for two weeks."),
    )


class MandateForm(forms.Form):
    """Why somebody does not speak for a source any more, or somebody else leads: they read it by letter.

    Its field is written out in the templates, because it stands there once for each person.
    """

    reason = forms.CharField(max_length=2000, required=False)


def not_taken(form: MandateForm) -> Incomplete:
    """What is wrong with the reason, to be said on the page that the form stands on: nothing is done without it."""
    return Incomplete(_("Nothing was changed yet."), fields={"reason": str(form.errors["reason"][0])})


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
