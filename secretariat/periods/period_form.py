"""What is said of a comment period when it is prepared."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from common.collation import readers_key
from common.languages import name_in
from common.typed_instants import clock_field, day_field, typed_instant
from consultations.enums import Purpose
from consultations.models import CommentPeriod, Round
from secretariat.periods.act_forms import CLOSES, OPENS, now_typed, zones_with
from secretariat.setting_up.worded import WordedForm, Words

DATES = (*OPENS, *CLOSES, "zone")


class PeriodForm(WordedForm):
    """Words in every language of the process, purpose, dates, audience. Of a public one, words and languages only."""

    said: ClassVar = {
        "title": Words(_("Title"), _("For example “Call for contributions to the third meeting”."), longest=400),
        "description": Words(_("Description"), _("What is asked, and what becomes of the answers."), 20_000, rows=4),
    }

    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    opens_on = day_field(_("Opens on"))
    opens_time = clock_field(_("Opens at"))
    closes_on = day_field(_("Closes on"))
    closes_time = clock_field(_("Closes at"), hint=_("What arrives at this very instant is late."))
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("These dates are announced in it; everybody sees them in UTC and their own too."),
    )
    audience = forms.MultipleChoiceField(
        label=_("Who is asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: everybody."),
    )
    languages_taken = forms.MultipleChoiceField(
        label=_("Languages in which contributions are taken"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, round_: Round, data: object = None, *, period: CommentPeriod | None = None) -> None:
        process = round_.process
        now = {name: getattr(period, name) for name in self.said} if period else None
        initial: dict[str, Any] = {"zone": process.time_zone, "languages_taken": process.languages}
        if period is not None:
            audience = [str(group.pk) for group in period.audience.all()]
            initial = {"purpose": period.purpose, "audience": audience, "languages_taken": period.languages}
            initial |= now_typed(period)
        super().__init__(data, languages=process.languages, now=now, initial=initial)
        self.is_public = period is not None and period.public_at is not None
        self.opens_at: datetime | None = None
        self.closes_at: datetime | None = None
        self.groups = {str(group.pk): group for group in process.groups.all()}
        named = sorted(self.groups.items(), key=lambda each: readers_key(each[1].wording.text))
        self._choose("audience", [(key, group.wording.text) for key, group in named])
        taken = dict.fromkeys([*process.languages, *(period.languages if period else ())])
        self._choose("languages_taken", [(code, name_in(code)) for code in taken])
        self._choose("zone", zones_with(period.time_zone if period else process.time_zone))
        if self.is_public:
            for name in ("purpose", "audience", *DATES):
                del self.fields[name]

    def clean(self) -> None:
        """The instants that were typed: the earlier of two for the opening, the later for the closing."""
        if not self.is_public:
            self.opens_at = typed_instant(self, *OPENS, "zone", later=False)
            self.closes_at = typed_instant(self, *CLOSES, "zone", later=True)
        typed_wrong = any(f"title_{code}" in self.errors for code in self.languages)
        if not typed_wrong and not self.words("title"):
            self.refuse({"title": _("Give the title in one language at least.")})

    def given(self) -> dict[str, Any]:
        """What ``create_period`` or ``change_period`` is to be told."""
        words = {**self.all_words(), "languages": self.cleaned_data["languages_taken"]}
        if self.is_public:
            return words
        return words | {
            "purpose": Purpose(self.cleaned_data["purpose"]),
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "time_zone": self.cleaned_data["zone"],
            "audience": [self.groups[key] for key in self.cleaned_data["audience"]],
        }

    def refuse(self, fields: Any) -> None:
        """Put each sentence of a refusal beside the field it is about."""
        beside = {"opens_at": OPENS[0], "closes_at": CLOSES[0], "time_zone": "zone", "languages": "languages_taken"}
        super().refuse({beside.get(name, name): sentence for name, sentence in fields.items()})

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
