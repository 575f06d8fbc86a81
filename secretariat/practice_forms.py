"""What a secretariat promises and says again and again, as forms."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.languages import own_name
from consultations.enums import ReasonUse
from consultations.models import Process

HOURS = _("In hours of the calendar, weekends too: 48 are two days. Empty promises nothing.")
LONGEST_TIME = 24 * 366


class TimesForm(forms.Form):
    """The service times of a process, in hours."""

    use_required_attribute = False

    take_up = forms.IntegerField(
        label=_("From sending until it is taken up"),
        help_text=HOURS,
        required=False,
        min_value=1,
        max_value=LONGEST_TIME,
    )
    answer = forms.IntegerField(
        label=_("From the author’s answer until the secretariat has reacted"),
        help_text=HOURS,
        required=False,
        min_value=1,
        max_value=LONGEST_TIME,
    )
    publish = forms.IntegerField(
        label=_("From sending until it is published, returned or declined"),
        help_text=HOURS,
        required=False,
        min_value=1,
        max_value=LONGEST_TIME,
    )


class GroundForm(forms.Form):
    """A ground of the published list, in each language of the process."""

    use_required_attribute = False

    is_offered = forms.BooleanField(label=_("Officers may choose it"), required=False)

    def __init__(
        self, process: Process, data: object = None, *, sentences: dict[str, str], is_offered: bool = True
    ) -> None:
        initial = {f"sentence_{code}": text for code, text in sentences.items()} | {"is_offered": is_offered}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # QueryDict or None
        for place, code in enumerate(process.languages):
            self.fields[f"sentence_{code}"] = forms.CharField(
                label=_("The ground in %(language)s") % {"language": own_name(code)},
                required=place == 0,
                max_length=400,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
                error_messages={"required": _("Fill this in.")},
            )
        self.order_fields([*(f"sentence_{code}" for code in process.languages), "is_offered"])

    @property
    def sentences(self) -> dict[str, str]:
        """What was written, by language."""
        given = {name: text for name, text in self.cleaned_data.items() if name.startswith("sentence_") and text}
        return {name.removeprefix("sentence_"): text for name, text in given.items()}


class TemplateForm(forms.Form):
    """Words to begin with."""

    use_required_attribute = False

    use = forms.ChoiceField(label=_("For"), choices=ReasonUse.choices)
    language = forms.ChoiceField(label=_("Language"))
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Officers choose it by this name; nobody else reads it."),
        max_length=80,
        error_messages={"required": _("Fill this in.")},
    )
    text = forms.CharField(
        label=_("Words"),
        help_text=_("They are put into the field, where they can be changed before they are sent."),
        max_length=5000,
        widget=forms.Textarea,
        error_messages={"required": _("Fill this in.")},
    )

    def __init__(self, data: object = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # QueryDict or None
        codes = [code for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = [(code, own_name(code)) for code in codes]  # type: ignore[attr-defined]
