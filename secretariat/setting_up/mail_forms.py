"""What a process decides about e-mail: where contributions come to by it, and whether letters wait."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.models import Process
from secretariat.setting_up.process_forms import ProcessForm


class ByEmailForm(ProcessForm):
    """Where contributions can be sent by e-mail."""

    contributions_address = forms.EmailField(
        label=_("E-mail address for contributions"),
        required=False,
        help_text=_(
            "It is shown to everybody beside each comment period that is open, here and on other sites. "
            "What comes there is entered by hand. Leave it empty if contributions are not taken by e-mail."
        ),
        widget=forms.EmailInput(attrs={"dir": "ltr", "size": 30, "autocomplete": "off"}),
    )

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        return [(gettext("E-mail address for contributions"), process.contributions_address)]


class HeldLettersForm(ProcessForm):
    """Whether letters to followers wait until the secretariat has read them."""

    holds_letters = forms.BooleanField(
        label=_("Letters to followers wait for the secretariat"),
        required=False,
        help_text=_(
            "You read each one first, can put a word in front of it, and release it. Letters of the process itself, "
            "such as receipts, go at once. So do reminders that a period closes: later they would be of no use."
        ),
    )

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        how = gettext("they wait for the secretariat") if process.holds_letters else gettext("they go at once")
        return [(gettext("Letters to followers"), how)]
