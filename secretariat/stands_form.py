"""Whether a paper has a number of its own, or keeps that of another as its Rev., Add. or Corr."""

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consultations.enums import Beside
from consultations.models import Process
from consultations.queries.symbols import named


class StandsForm(forms.Form):
    """How a paper stands beside another. Cleaned, ``beside`` is the symbol of that one, or None."""

    use_required_attribute = False

    stands = forms.ChoiceField(
        label=_("Its number"),
        required=False,
        choices=[("", pgettext_lazy("number of a document", "A number of its own")), *Beside.choices],
        widget=forms.RadioSelect,
    )
    beside = forms.CharField(
        label=_("The other paper"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def process_meant(self) -> Process | None:
        """Whose symbols they are; None where that is not said rightly."""
        raise NotImplementedError

    def clean(self) -> None:
        """Both or none of the two, and a symbol that there is."""
        words, process = self.cleaned_data.get("beside", "").strip(), self.process_meant()
        stands = self.cleaned_data.get("stands")
        found = named(process, words).select_related("round__process").first() if words and process else None
        if words and process and found is None:
            self.add_error("beside", gettext("No paper of this process has this symbol or alias."))
        elif found is not None and stands == "":
            self.add_error("stands", gettext("Say whether it replaces, adds to or corrects the other paper."))
        elif stands and not words and "beside" not in self.errors:
            self.add_error("beside", gettext("Say which paper it replaces, adds to or corrects."))
        self.cleaned_data["beside"] = found
