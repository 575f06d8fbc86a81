"""What the owner of a portal says of the address that is told."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.moments import zone_choices
from common.typed_instants import clock_field, day_field, typed_instant
from webhooks.actions import Wanted
from webhooks.enums import Kind
from webhooks.models import Endpoint


class WebhookForm(forms.Form):
    """Address, description, and what it is told of."""

    use_required_attribute = False

    url = forms.CharField(
        label=gettext_lazy("Address of your program"),
        help_text=gettext_lazy("It begins with https:// and can be reached by anybody; ports 443 and 8443."),
        max_length=400,
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    description = forms.CharField(
        label=gettext_lazy("What it is"), help_text=gettext_lazy("For yourselves."), max_length=200, required=False
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told of"),
        choices=[(kind.value, kind.label) for kind in Kind.wanted()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    closing_days = forms.CharField(
        label=gettext_lazy("How many days before a period closes"),
        help_text=gettext_lazy("Whole numbers, such as 7, 1."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "text"}),
    )
    processes = forms.MultipleChoiceField(
        label=gettext_lazy("Of which processes"),
        help_text=gettext_lazy("None chosen: of all that let your portal be told, those of later too."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, given: Any = None, *, processes: Mapping[str, str], endpoint: Endpoint | None = None) -> None:
        super().__init__(given, initial=_said_of(endpoint))
        known = dict(processes) | {slug: processes.get(slug, slug) for slug in (endpoint.processes if endpoint else ())}
        self.fields["processes"].choices = list(known.items())  # type: ignore[attr-defined]  # of its kind
        if not known:
            del self.fields["processes"]

    def clean_closing_days(self) -> list[int]:
        """The numbers, whatever stands between them."""
        words = re.findall(r"[^\s,;،]+", self.cleaned_data["closing_days"])
        if not all(word.isdigit() and len(word) < 5 for word in words):
            raise forms.ValidationError(_("Give whole numbers, such as 7, 1."))
        return [int(word) for word in words]

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        said = self.cleaned_data
        wanted = Wanted(said["kinds"], said.get("processes", []), said["closing_days"])
        return {"url": said["url"], "description": said["description"], "wanted": wanted}


class ReplayForm(forms.Form):
    """From when until when, of which kinds."""

    from_day = day_field(gettext_lazy("From this day"))
    from_clock = clock_field(gettext_lazy("Time on the first day"))
    until_day = day_field(gettext_lazy("Until this day"))
    until_clock = clock_field(gettext_lazy("Time on the last day"))
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Only of these"),
        help_text=gettext_lazy("None chosen: of all."),
        choices=[(kind.value, kind.label) for kind in Kind.wanted()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    only_failed = forms.BooleanField(label=gettext_lazy("Only what was not delivered"), required=False)

    def clean(self) -> dict[str, Any]:
        """With ``since`` and ``until``."""
        given = super().clean() or {}
        given["since"] = typed_instant(self, "from_day", "from_clock", "zone", later=False)
        given["until"] = typed_instant(self, "until_day", "until_clock", "zone", later=True)
        return given

    @property
    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {name: said[name] for name in ("since", "until", "kinds", "only_failed")}


def _said_of(endpoint: Endpoint | None) -> dict[str, Any]:
    if endpoint is None:
        return {"kinds": [kind.value for kind in Kind.wanted()], "closing_days": "7, 1"}
    return {
        "url": endpoint.url,
        "description": endpoint.description,
        "kinds": endpoint.kinds,
        "closing_days": ", ".join(str(day) for day in endpoint.closing_days),
        "processes": endpoint.processes,
    }
