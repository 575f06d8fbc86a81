"""Setting up a round, and beginning the next one as a copy."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Process, Round
from secretariat.setting_up.worded import WordedForm, Words

LARGEST = 2**31 - 1
# Ten years; what is further away is a slip of the finger.
MOST_DAYS = 3660


def _number(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=LARGEST,
        help_text=_("It stands in symbols, and stays once the round is public."),
        **more,
    )


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("First day of the meeting"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Empty where no meeting belongs to the round."),
    )


class RoundForm(WordedForm):
    """What a round is called, what it is about, when and where it meets."""

    said: ClassVar = {
        "title": Words(_("Title"), _("For example “Third meeting”."), longest=400),
        "description": Words(
            _("Description"), _("What the round is about, and what comes of it."), longest=20_000, rows=5
        ),
    }

    number = _number()
    meets_on = _day()
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, process: Process, data: object = None, *, round_: Round | None = None) -> None:
        now = {name: getattr(round_, name) for name in self.said} if round_ else None
        initial = (
            {name: getattr(round_, name) for name in self.base_fields} if round_ else {"number": next_number(process)}
        )
        super().__init__(data, languages=process.languages, now=now, initial=initial)

    def given(self) -> dict[str, Any]:
        """The fields of the round by their names."""
        others = {bound.name: self.cleaned_data[bound.name] for bound in self.alike}
        return {**self.all_words(), **others}


class CopyForm(WordedForm):
    """What the copy of a round has for itself, and how much later its comment periods are."""

    said: ClassVar = {"title": Words(_("Title"), _("For example “Fourth meeting”."), longest=400)}

    number = _number()
    meets_on = _day()
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    days = forms.IntegerField(
        label=_("Days by which comment periods come later"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("Empty: as many days as lie between the two meetings. Hours by the clock stay the same."),
    )

    def __init__(self, round_: Round, data: object = None) -> None:
        self.round = round_
        super().__init__(data, languages=round_.process.languages, initial={"number": next_number(round_.process)})

    def clean(self) -> None:
        """The days, where they are not said: from one meeting to the other, if both days are known."""
        given = self.cleaned_data
        if given.get("days") is None and "days" not in self.errors:
            days = self._between(given.get("meets_on"))
            if days is None:
                self.add_error(
                    "days", _("Say by how many days, because the days of the two meetings are not both known.")
                )
            elif not 0 <= days <= MOST_DAYS:
                self.add_error("meets_on", _("The next meeting comes after the one that is copied."))
            else:
                given["days"] = days

    def given(self) -> dict[str, Any]:
        """What ``consultations.actions.copy_round`` is to be told."""
        given = self.cleaned_data
        shift = timedelta(days=given["days"])
        return {**self.all_words(), "shift": shift, **{name: given[name] for name in ("number", "meets_on", "place")}}

    def _between(self, meets_on: date | None) -> int | None:
        if meets_on is None or self.round.meets_on is None:
            return None
        return (meets_on - self.round.meets_on).days


def next_number(process: Process) -> int:
    """The number after the highest that a round of the process has."""
    return (process.rounds.order_by("-number").values_list("number", flat=True).first() or 0) + 1
