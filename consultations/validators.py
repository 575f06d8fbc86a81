"""Checks on what fields are handed."""

from datetime import date

import holidays
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_NOTICE = 366
MOST_HOLIDAYS = 400
LONGEST_NAME = 100


def check_minimum_notice(days: int) -> None:
    """Raise ``ValidationError`` for a minimum that no period could have."""
    if not 0 <= days <= LONGEST_NOTICE:
        raise ValidationError(_("Choose a number of days from 0 to %(most)d.") % {"most": LONGEST_NOTICE})


def check_calendars(codes: list[str]) -> None:
    """Raise ``ValidationError`` for a country whose holidays are not known."""
    known = holidays.list_supported_countries()
    for code in codes:
        if code not in known:
            raise ValidationError(_("The holidays of “%(code)s” are not known.") % {"code": code})


def check_own_holidays(names: object) -> None:
    """Raise ``ValidationError`` unless these are short names by days in ISO 8601."""
    if not isinstance(names, dict) or len(names) > MOST_HOLIDAYS:
        raise ValidationError(_("These are too many days."))
    for on, name in names.items():
        try:
            is_day = date.fromisoformat(on).isoformat() == on
        except (TypeError, ValueError):
            is_day = False
        if not is_day or not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
            raise ValidationError(_("Each line has a day, such as 2027-10-24, and a name."))
