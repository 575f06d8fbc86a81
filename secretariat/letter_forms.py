"""What is asked of the outbox, and what is written there."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.lines import one_line
from contributions.actions.outbox import LONGEST_WORD
from contributions.queries.mailings import said_first
from contributions.queries.outbox import Asked
from following.models import News
from notifications.enums import State
from notifications.families import groups
from notifications.rendering import LONGEST_SUBJECT_LINE
from secretariat.setting_up.worded import WordedForm, Words

LONGEST_SEARCH = 200


def _families() -> list[Any]:
    listed = [(str(each.title), [(one.name, str(one.event)) for one in each.families]) for each in groups()]
    return [("", gettext("All")), *listed]


class AskForm(forms.Form):
    """Which letters are wanted. What makes no sense is as if it were not asked."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("Where they stand"),
        required=False,
        choices=lambda: [("", gettext("All")), *State.choices],
    )
    family = forms.ChoiceField(label=_("What they tell"), required=False, choices=_families)
    q = forms.CharField(
        label=_("Address, name or symbol"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": LONGEST_SEARCH}),
    )

    @property
    def asked(self) -> Asked:
        """What of it makes sense."""
        if not self.is_bound:
            return Asked()
        self.is_valid()
        found = self.cleaned_data
        words = one_line(str(self.data.get("q", "")))[:LONGEST_SEARCH]
        return Asked(found.get("state", ""), found.get("family", ""), words)


class EditForm(forms.Form):
    """The words of a held letter."""

    use_required_attribute = False

    subject_line = forms.CharField(label=_("Subject line"), max_length=LONGEST_SUBJECT_LINE)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}))


class DropForm(forms.Form):
    """Why nobody is told."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_WORD, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class SayFirstForm(WordedForm):
    """A word of the secretariat in front of a mailing."""

    said: ClassVar = {
        "said_first": Words(
            pgettext_lazy("in front of a letter", "A word in front"),
            _("Whoever reads another language gets the English word, or the first there is; the letter says so."),
            longest=LONGEST_WORD,
            rows=4,
        )
    }

    def __init__(self, mailing: News, data: object = None, *, languages: list[str]) -> None:
        super().__init__(data, languages=languages, now={"said_first": said_first(mailing)})
