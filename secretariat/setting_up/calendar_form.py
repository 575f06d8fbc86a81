"""The calendar of a process: what it watches for when dates of comment periods are set."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from common.moments import written_date
from consultations.models import Process
from consultations.queries import known_calendars
from consultations.validators import LONGEST_NOTICE, check_own_holidays
from secretariat.setting_up.process_forms import ProcessForm

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})[\s:,;·-]+(\S.*)", re.ASCII)


class CalendarForm(ProcessForm):
    """The minimum notice, and days on which people are not at work. Whatever is set here warns and never forbids."""

    minimum_notice_days = forms.IntegerField(
        label=_("Minimum notice, in days"),
        min_value=0,
        max_value=LONGEST_NOTICE,
        help_text=_(
            "For at least so many days everybody can contribute. A shorter comment period is pointed out. 0: none."
        ),
    )
    countries = forms.CharField(
        label=_("Countries whose weekends and holidays are watched for"),
        required=False,
        max_length=2000,
        help_text=_("By name or by code, with commas between them: Switzerland, KE. None: Saturday and Sunday only."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.CharField(
        label=_("Other days"),
        required=False,
        max_length=60_000,
        help_text=_("One a line, the day first: 2027-10-24 United Nations Day"),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )

    def initially(self) -> dict[str, Any]:
        names = dict(known_calendars())
        days = [f"{on} {name}" for on, name in self.process.own_holidays.items()]
        return {
            "countries": ", ".join(names.get(code, code) for code in self.process.calendars),
            "days": "\n".join(days),
        }

    def clean_countries(self) -> list[str]:
        """Codes of the countries that were named."""
        known = known_calendars()
        codes = {name.casefold(): code for code, name in known} | {code.casefold(): code for code, _name in known}
        given = [each.strip() for each in re.split(r"[,،;\n]", self.cleaned_data["countries"]) if each.strip()]
        for each in given:
            if each.casefold() not in codes:
                raise forms.ValidationError(_("The holidays of “%(country)s” are not known."), params={"country": each})
        return sorted({codes[each.casefold()] for each in given})

    def clean_days(self) -> dict[str, str]:
        """Names by days."""
        found: dict[str, str] = {}
        for line in filter(None, (each.strip() for each in self.cleaned_data["days"].splitlines())):
            read = _LINE.fullmatch(line)
            try:
                found[date.fromisoformat(read[1] if read else "").isoformat()] = read[2].strip() if read else ""
            except ValueError as error:
                raise forms.ValidationError(
                    _("This line has no day and name: “%(line)s”."), params={"line": line[:80]}
                ) from error
        check_own_holidays(found)
        return dict(sorted(found.items()))

    def refuse(self, fields: Any) -> None:
        """Put each sentence of a refusal beside the field it is about."""
        beside = {"calendars": "countries", "own_holidays": "days"}
        super().refuse({beside.get(name, name): sentence for name, sentence in fields.items()})

    def changes(self) -> Mapping[str, Any]:
        given = self.cleaned_data
        return {
            "minimum_notice_days": given["minimum_notice_days"],
            "calendars": given["countries"],
            "own_holidays": given["days"],
        }

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        names, days = dict(known_calendars()), process.minimum_notice_days
        notice = ngettext("%(count)d day", "%(count)d days", days) % {"count": days} if days else ""
        own = [f"{written_date(date.fromisoformat(on))}: {name}" for on, name in process.own_holidays.items()]
        return [
            (gettext("Minimum notice"), notice),
            (gettext("Weekends and holidays of"), " · ".join(names.get(code, code) for code in process.calendars)),
            (gettext("Other days"), " · ".join(own)),
        ]
