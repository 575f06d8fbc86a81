"""The instant that is rehearsed: typed by whoever rehearses, else the next turn of the round."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.moments import UTC_NAMES, zone_name
from common.typed_instants import clock_field, day_field, typed_instant
from consultations.models import Round

ASKED = ("on", "time", "zone")


class InstantForm(forms.Form):
    """The instant to rehearse."""

    use_required_attribute = False

    on = day_field(_("Day"))
    time = clock_field(_("Time"))
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, data: Any, *, zones: list[str], at: datetime) -> None:
        local = at.astimezone(ZoneInfo(zones[0]))
        super().__init__(data, initial={"on": local.date(), "time": local.time(), "zone": zones[0]})
        chosen = [*(zone for zone in dict.fromkeys(zones) if zone not in UTC_NAMES), "UTC"]
        self.fields["zone"].choices = [(zone, zone_name(zone)) for zone in chosen]  # type: ignore[attr-defined]
        self.instant: datetime | None = None

    def clean(self) -> None:
        """The instant that was typed; of a time that comes twice, the first."""
        self.instant = typed_instant(self, *ASKED, later=False)


def asked_in(given: QueryDict, round_: Round, *, zones: list[str], now: datetime) -> tuple[InstantForm, datetime]:
    """The form as it was filled in, and the instant it names; else the next opening or closing of the round, or now."""
    if "on" in given:
        form = InstantForm(given, zones=zones, at=now)
        return form, (form.instant if form.is_valid() and form.instant else now)
    default = next_turn(round_, now=now) or now
    return InstantForm(None, zones=zones, at=default), default


def as_query(form: InstantForm) -> str:
    """The instant as other pages of the rehearsal take it in their address; "" for the one that nobody typed."""
    if form.instant is None:
        return ""
    query = QueryDict(mutable=True)
    query.update({name: form[name].value() for name in ASKED})
    return f"?{query.urlencode()}"


def next_turn(round_: Round, *, now: datetime) -> datetime | None:
    """A minute after the next opening or closing of the round, at which what has turned can be seen.

    No query where its periods were fetched along.
    """
    turns = [
        instant
        for period in round_.periods.all()
        for instant in (period.opens_at, period.closes_at)
        if period.cancelled_at is None and instant > now
    ]
    return min(turns) + timedelta(minutes=1) if turns else None
