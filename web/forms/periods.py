"""What readers ask about a comment period."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.moments import UTC_NAMES, zone_name
from common.typed_instants import clock_field, day_field, typed_instant


class WasOpenForm(forms.Form):
    """An instant: was the period open then?"""

    use_required_attribute = False

    on = day_field(_("Day"))
    time = clock_field(_("Time"))
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, data: Any, *, zones: Iterable[str]) -> None:
        super().__init__(data)
        chosen = ["UTC", *(zone for zone in dict.fromkeys(zones) if zone not in UTC_NAMES)]
        self.fields["zone"].choices = [(zone, zone_name(zone)) for zone in chosen]  # type: ignore[attr-defined]
        self.instant: datetime | None = None

    def clean(self) -> None:
        """The instant that was asked for; of a time that comes twice, the first."""
        self.instant = typed_instant(self, "on", "time", "zone", later=False)
