"""What is filled in by whoever follows something."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.moments import zone_choices
from following.enums import Pace
from following.models import Reader


class FollowForm(forms.Form):
    """How somebody who is signed in wants to follow one thing."""

    pace = forms.TypedChoiceField(
        label=_("How often"),
        choices=Pace.choices,
        coerce=lambda value: Pace(int(value)),
        initial=Pace.AT_ONCE,
    )
    reminders = forms.BooleanField(label=_("Remind me before a comment period closes"), required=False)

    def __init__(self, *args: Any, with_dates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_dates:
            del self.fields["reminders"]


class AddressForm(FollowForm):
    """The same without an account: the address, and the language that letters come in."""

    field_order = ["address", "language"]

    # Which addresses there are says the action: before the @ letters of any script may stand.
    address = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_("You get one letter with a link. You follow nothing before you have opened it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"required": _("Enter an e-mail address, such as name@example.org.")},
    )
    language = forms.ChoiceField(label=_("Language of your letters"), choices=settings.LANGUAGES)


class ChoicesForm(forms.ModelForm):
    """How a reader wants to be told of what they follow."""

    class Meta:
        model = Reader
        fields = ["by_mail", "in_house", "by_feed", "digest_at", "quiet_from", "quiet_until", "about_drafts"]
        labels = {
            "digest_at": _("When what comes together is sent"),
            "quiet_from": _("Quiet hours: from"),
            "quiet_until": _("Quiet hours: until"),
        }
        help_texts = {
            "by_mail": _("At the pace that you choose for each thing. Switched off, you follow without letters."),
            "in_house": _("Under “News”, when you are signed in."),
            "by_feed": _("For a feed reader, at an address that only you know. It stands below when this is saved."),
            "digest_at": _("Once a day at this time, or on Mondays, by the clock of your time zone."),
            "quiet_from": _(
                "Nothing about what you follow is sent in these hours. Letters of the official process are."
            ),
            "about_drafts": _("Before a comment period closes, and when it has closed."),
        }
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("digest_at", "quiet_from", "quiet_until")
        }

    def _post_clean(self) -> None:
        """The action keeps it and says what is wrong; the instance stays as it is."""


class GuestChoicesForm(ChoicesForm):
    """The same for an address without an account, which brings its own language and time zone."""

    field_order = ["language", "time_zone"]

    language = forms.ChoiceField(label=_("Language of your letters"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta(ChoicesForm.Meta):
        fields = ["language", "time_zone", "by_mail", "by_feed", "digest_at", "quiet_from", "quiet_until"]
