"""How a round receives, as its head sets it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import ReceivingRules


class ReceivingForm(forms.Form):
    """The rules of one round; ``given()`` is what ``set_receiving`` takes."""

    use_required_attribute = False

    in_time_hours = forms.IntegerField(
        label=_("In time: at least so many hours before the meeting"),
        help_text=_("1080 hours are 45 days. Leave it empty if this round has no lanes: then everything is in time."),
        required=False,
        min_value=0,
    )
    delayed_hours = forms.IntegerField(
        label=_("Delayed: at least so many hours before the meeting"),
        help_text=_("288 hours are 12 days. What comes later is held for the next round."),
        required=False,
        min_value=0,
    )
    delayed_for_action = forms.BooleanField(
        label=_("What is delayed can still ask the meeting to act"),
        help_text=_("Otherwise it is for information only."),
        required=False,
    )
    accepts_late = forms.BooleanField(
        label=_("Take contributions after a comment period has closed"),
        help_text=_("They are not published in this round, but held for the next one, and go there if they agree."),
        required=False,
    )
    grace_seconds = forms.IntegerField(
        label=_("Grace at closing, in seconds"),
        help_text=_("For whoever began before closing. Leave it empty to use what the house uses."),
        required=False,
        min_value=0,
    )

    def __init__(self, data: object = None, *, rules: ReceivingRules) -> None:
        initial = {name: getattr(rules, name) for name in self.base_fields}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # QueryDict or None

    def given(self) -> dict[str, int | bool | None]:
        """The cleaned fields; no number of hours for what is delayed means until the meeting begins."""
        return self.cleaned_data | {"delayed_hours": self.cleaned_data["delayed_hours"] or 0}
