"""Instants as people type them into a form: a day, a time by the clock, and the zone in which the clock hangs."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Union
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _

from common.clocks import NotOnTheClock, instant
from common.moments import zone_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What lies outside is a slip of the finger.
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
Label = Union[str, "_StrPromise"]


def day_field(label: Label, *, hint: Label = "") -> forms.DateField:
    """A day, by the browser's own calendar where it has one; else as 2027-01-31."""
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr", "autocomplete": "off"}),
    )


def clock_field(label: Label, *, hint: Label = "") -> forms.TimeField:
    """A time of the day, in 24 hours: 18:00."""
    return forms.TimeField(
        label=label,
        help_text=hint,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "dir": "ltr", "autocomplete": "off"}),
    )


def typed_instant(form: forms.Form, day: str, clock: str, zone: str, *, later: bool) -> datetime | None:
    """The instant that the three fields of a form name; None where one of them is missing or wrong.

    Of a time that comes twice, the ``later`` or the earlier is taken. One that the clock never shows is an error of the
    field ``clock``, which says so.
    """
    given = form.cleaned_data
    if given.get(day) is None or given.get(clock) is None or not given.get(zone):
        return None
    try:
        return instant(given[day], given[clock], ZoneInfo(given[zone]), later=later)
    except NotOnTheClock:
        said = {"clock": f"{given[clock]:%H:%M}", "zone": zone_name(given[zone])}
        form.add_error(
            clock,
            _("There is no %(clock)s on that day (%(zone)s): the clocks are put forward. Choose another time.") % said,
        )
        return None
