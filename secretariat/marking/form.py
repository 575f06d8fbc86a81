"""The form on which something is marked for removal."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from contributions.queries.redactions import Ground

from .places import LONGEST_WORDS

LONGEST_NOTE = 2000


class MarkingForm(forms.Form):
    """What is to go, on what ground, and a note for colleagues."""

    use_required_attribute = False

    words = forms.CharField(
        label=gettext_lazy("The exact words"),
        help_text=gettext_lazy(
            "One passage on each line. “First words … last words” takes all that stands between, too. "
            "Every place where they stand is shown before anything is removed."
        ),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea,
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("Everybody reads it in the place of what is removed."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a ground: everybody reads it.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note for your colleagues"),
        help_text=gettext_lazy("Not public. The source does not read it."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, grounds: Sequence[Ground], data: QueryDict | None = None) -> None:
        super().__init__(data)
        choices = [(each.code, each.wording.text) for each in grounds if each.is_offered]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]
