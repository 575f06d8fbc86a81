"""What is typed for an act on the dates of a comment period."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from common.clocks import is_doubled
from common.moments import zone_choices
from common.typed_instants import clock_field, day_field, typed_instant
from consultations.actions.dates import LONGEST_REASON
from consultations.cautions import Caution
from consultations.enums import Act
from consultations.models import CommentPeriod
from consultations.queries import in_words

OPENS, CLOSES = ("opens_on", "opens_time"), ("closes_on", "closes_time")
# Which dates each act asks for.
ASKED: dict[Act, tuple[tuple[str, str], ...]] = {
    Act.EXTEND: (CLOSES,),
    Act.SHORTEN: (CLOSES,),
    Act.REOPEN: (OPENS, CLOSES),
    Act.RESCHEDULE: (OPENS, CLOSES),
}


class ActForm(forms.Form):
    """The dates that the act changes, the zone in which they are typed, and why.

    Of an hour that comes twice, the earlier is meant for the opening and the later for the closing: what is in doubt
    goes to those who contribute.
    """

    use_required_attribute = False

    opens_on = day_field(_("Opens on"))
    opens_time = clock_field(_("Opens at"))
    closes_on = day_field(_("Closes on"))
    closes_time = clock_field(_("Closes at"), hint=_("What arrives at this very instant is late."))
    zone = forms.ChoiceField(label=_("Time zone of these dates"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody reads these words: on the page of the period, in the API and in the letters."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why: everybody reads these words.")},
    )

    def __init__(self, act: Act, period: CommentPeriod, data: Any = None) -> None:
        super().__init__(data, initial=now_typed(period))
        self.opens_at: datetime | None = None
        self.closes_at: datetime | None = None
        asked = [name for pair in ASKED.get(act, ()) for name in pair]
        for name in (*OPENS, *CLOSES):
            if name not in asked:
                del self.fields[name]
        if not asked:
            del self.fields["zone"]
        else:
            self.fields["zone"].choices = zones_with(period.time_zone)  # type: ignore[attr-defined]
        if act == Act.REOPEN:
            self._at_once()
        if act == Act.OPEN:
            del self.fields["reason"]

    def clean(self) -> None:
        """The instants that were typed."""
        if OPENS[0] in self.fields:
            self.opens_at = typed_instant(self, *OPENS, "zone", later=False)
        if CLOSES[0] in self.fields:
            self.closes_at = typed_instant(self, *CLOSES, "zone", later=True)
        given = self.cleaned_data
        if OPENS[0] in self.fields and not self.fields[OPENS[0]].required:
            on, time = (given.get(name) for name in OPENS)
            if (on is None) != (time is None) and not any(name in self.errors for name in OPENS):
                self.add_error(OPENS[1] if time is None else OPENS[0], _("Give both, or neither to open it at once."))

    @property
    def typed_in(self) -> str:
        """The zone in which dates were typed; "" where none were."""
        return self.cleaned_data.get("zone", "") if self.is_bound else ""

    @property
    def doubts(self) -> list[str]:
        """Which of two was meant, where the zone in which a date was typed shows its time twice."""
        if not self.typed_in:
            return []
        ends = {"opens": self.opens_at, "closes": self.closes_at}
        doubled = [end for end, instant in ends.items() if instant and is_doubled(instant, ZoneInfo(self.typed_in))]
        return [in_words(Caution(f"{end}_in_doubled_hour")) for end in doubled]

    def given(self) -> dict[str, Any]:
        """What ``decide`` is to be told."""
        dates = {"opens_at": self.opens_at, "closes_at": self.closes_at}
        reason = {"reason": self.cleaned_data["reason"]} if "reason" in self.fields else {}
        return {name: value for name, value in dates.items() if value is not None} | reason

    def refuse(self, fields: dict[str, Any]) -> None:
        """Put each sentence of a refusal beside the field it is about."""
        beside = {"opens_at": OPENS[0], "closes_at": CLOSES[0]}
        for name, sentence in fields.items():
            field = beside.get(name, name)
            self.add_error(field if field in self.fields else None, str(sentence))

    def _at_once(self) -> None:
        """A reopening happens at once, unless it is said when."""
        for name in OPENS:
            self.fields[name].required = False
            self.initial.pop(name)
        self.initial.pop(CLOSES[0])
        self.fields[OPENS[0]].help_text = _("Empty: at once.")


def now_typed(period: CommentPeriod) -> dict[str, Any]:
    """The dates that hold now, as they would be typed in the zone of the period."""
    opens, closes = (each.astimezone(period.zone) for each in (period.opens_at, period.closes_at))
    return {
        "opens_on": opens.date(),
        "opens_time": opens.time(),
        "closes_on": closes.date(),
        "closes_time": closes.time(),
        "zone": period.time_zone,
    }


def zones_with(name: str) -> list[tuple[str, str]]:
    """All zones to choose from, and this one whatever it is called."""
    choices = zone_choices()
    return choices if name in dict(choices) else [(name, name), *choices]
