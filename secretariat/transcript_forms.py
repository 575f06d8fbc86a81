"""What the desk says of a contribution that came from elsewhere."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from common.collation import readers_key
from consultations.models import CommentPeriod, Process
from contributions.actions import Arrival
from contributions.actions.transcribing import LONGEST
from contributions.enums import BY_HAND, Channel
from contributions.models import Contribution, transcript_of
from secretariat.stands_form import StandsForm
from stakeholders.models import Person, StakeholderGroup


class EnterForm(StandsForm):
    """How it came, when, from whom, what it stands beside, and where its source can be asked."""

    field_order = ("period", "stands", "beside")

    period = forms.ChoiceField(
        label=_("For which comment period"), error_messages={"required": _("Choose its comment period.")}
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(channel.value, channel.label) for channel in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it came: on paper, by e-mail or spoken.")},
    )
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    received_time = forms.TimeField(
        label=_("At"),
        help_text=_("In your own time zone. Its lane is computed by this instant."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    why_then = forms.CharField(
        label=_("How you know that it came then"),
        help_text=_("The stamp on the envelope, the date of the e-mail. Not needed for what came just now."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    name = forms.CharField(
        label=_("Organisation or government"),
        help_text=_(
            "One that is known by this name is found. Leave it empty for an individual, and beside another paper."
        ),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    acronym = forms.CharField(label=_("Acronym"), required=False, max_length=40)
    country = forms.ChoiceField(label=_("Country"), required=False)
    group = forms.ChoiceField(label=_("Stakeholder group"), required=False)
    contact = forms.CharField(
        label=_("Who can be asked"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("The link for confirming goes there. Without one, print a sheet and send it."),
        required=False,
    )
    postal_address = forms.CharField(
        label=_("Their postal address"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    original = forms.FileField(
        label=_("The original"),
        help_text=_("A scan as PDF, a Word file, the text of the e-mail. Only the desk and the source can open it."),
        required=False,
    )
    original_is_public = forms.BooleanField(
        label=_("The source lets everybody see the original once it is published"), required=False
    )

    def __init__(
        self, data: object = None, files: object = None, *, periods: Iterable[CommentPeriod], **more: Any
    ) -> None:
        super().__init__(data, files, **more)  # type: ignore[arg-type]  # as the request gives them
        self.periods = {str(period.pk): period for period in periods}
        groups = {group.code: group for each in self.periods.values() for group in each.round.process.groups.all()}
        named = [(pk, f"{each.round.process.code}, {each.wording.text}") for pk, each in self.periods.items()]
        # None is chosen beforehand where there is a choice: what nobody has chosen would be somebody's position.
        self._choose("period", named if len(named) == 1 else [("", "—"), *named])
        self._choose("group", [("", "—"), *_by_name(groups.values())])
        self._choose("country", [("", "—"), *countries])
        self.fields["beside"].help_text = _(
            "By its symbol or alias: a published contribution of the same source. It stays in its comment period."
        )

    def process_meant(self) -> Process | None:
        return self.chosen.round.process if "period" in self.cleaned_data else None

    def clean(self) -> None:
        """Beside a contribution only: documents are the secretariat's own, and published by it.

        The group is needed wherever a source is named; beside another paper its own source is meant, if none is.
        """
        super().clean()
        symbol = self.cleaned_data["beside"]
        is_named = symbol is None or bool(self.cleaned_data.get("name"))
        if is_named and self.cleaned_data.get("group") == "":
            self.add_error("group", gettext("Choose its stakeholder group."))
        if symbol is not None and not hasattr(symbol, "contribution"):
            sentence = gettext("%(symbol)s is a document of the secretariat. Give the symbol of a contribution.")
            self.add_error("beside", sentence % {"symbol": symbol.text})

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> CommentPeriod:
        return self.periods[self.cleaned_data["period"]]

    @property
    def stands_beside(self) -> Contribution | None:
        """The contribution that it stands beside, if any."""
        symbol = self.cleaned_data["beside"]
        return symbol.contribution if symbol is not None else None

    @property
    def source(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "acronym", "country", "group")}

    @property
    def arrival(self) -> Arrival:
        said = self.cleaned_data
        return Arrival(
            channel=Channel(said["channel"]),
            received_at=datetime.combine(
                said["received_on"], said["received_time"], tzinfo=timezone.get_current_timezone()
            ),
            originals=[said["original"]] if said["original"] else [],
            **{name: said[name] for name in ("why_then", "contact", "email", "postal_address", "original_is_public")},
        )


class UnconfirmedForm(forms.Form):
    """Why a transcript is published that its source has not confirmed."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why without a confirmation"),
        help_text=_("Public, beside the mark that the transcript is not confirmed."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the reason is public.")},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="unconfirmed-%s")  # type: ignore[arg-type]  # QueryDict or None


def transcript_context(
    current: Contribution, person: Person, typed: UnconfirmedForm | None = None
) -> dict[str, object]:
    """What the page of one contribution shows of its transcript; nothing for what was written on our pages."""
    written_down = transcript_of(current)
    if written_down is None:
        return {}
    return {
        "transcript": written_down,
        "originals": list(written_down.originals.order_by("pk")),
        "unconfirmed_form": typed or UnconfirmedForm(),
        "may_publish_unconfirmed": person.has_perm("consultations.set_up", current.round.process),
    }


def _by_name(groups: Iterable[StakeholderGroup]) -> list[tuple[str, str]]:
    return sorted(((each.code, each.wording.text) for each in groups), key=lambda pair: readers_key(pair[1]))
