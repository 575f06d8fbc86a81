"""What the head of a secretariat decides about a portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.actions.admission import LONGEST_REASON
from consultations.models import Admission
from portals.enums import Scope


class AdmitForm(forms.Form):
    """Which of the things that it asked for the portal may do."""

    use_required_attribute = False

    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one of the things that the portal asked for.")},
    )

    def __init__(self, given: Any = None, *, admission: Admission) -> None:
        super().__init__(given, initial={"scopes": admission.scopes or admission.asked})
        wanted = [scope for scope in Scope if scope in {*admission.asked, *admission.scopes}]
        self.fields["scopes"].choices = [(scope.value, scope.label) for scope in wanted]  # type: ignore[attr-defined]


class WhyNotForm(forms.Form):
    """Why it may not, or not any more."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Say why: whoever runs the portal reads these words.")},
    )
