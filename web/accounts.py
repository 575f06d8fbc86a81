"""How people get in: what we ask at sign-up, and how allauth's letters become ours.

allauth keeps the rules (codes, throttles, factors); here it only learns our fields, our letters and our time.
"""

from typing import Any, ClassVar
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import filter_users_by_email
from allauth.core import context as allauth_context
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import moments
from common.languages import active
from common.lines import one_line
from notifications import actions as letters
from stakeholders.models import Person
from web.allauth_words import PROOFS, REFUSALS

# allauth's templates that have a letter of their own in templates/letters/account/.
OWN_LETTERS = {
    "login_code",
    "email_confirmation",
    "email_confirmation_signup",
    "account_already_exists",
    "unknown_account",
    "password_reset_key",
}
# Changes to an account: one letter for all of them, with its own sentence.
CHANGES = {
    "password_changed": _("Your password was changed."),
    "password_set": _("A password was set."),
    "password_reset": _("Your password was reset."),
    "email_changed": _("Your e-mail address was changed."),
    "email_confirm": _("Your e-mail address was confirmed."),
    "email_deleted": _("An e-mail address was removed."),
    "totp_activated": _("An authenticator app was added."),
    "totp_deactivated": _("The authenticator app was removed."),
    "webauthn_added": _("A passkey or security key was added."),
    "webauthn_removed": _("A passkey or security key was removed."),
    "recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
}


class SignupForm(forms.Form):
    """What we ask beside the e-mail address."""

    field_order = ["name", "email"]

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As it should be printed when you speak for yourself."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        """The name in which everything can be seen; refuse one in which nothing can."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Enter your name."))
        return name

    def signup(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Everything is stored with the person already (``AccountAdapter.save_user``)."""


class AccountAdapter(DefaultAccountAdapter):
    """allauth's way into our house."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **REFUSALS}

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The ways in which somebody can prove once more who they are, called what our pages call them."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": PROOFS.get(way["id"], way["description"])} for way in ways]

    def save_user(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        form: forms.BaseForm,
        commit: bool = True,
    ) -> AbstractBaseUser:
        """Store a new person with the language and the time zone that they read this page in, without a password.

        Nobody has shown yet whose address it is. A password that came with it would stay when somebody
        else proves that it is theirs.
        """
        form.cleaned_data.pop("password1", None)
        vars(user).update(
            name=form.cleaned_data.get("name", ""),
            language=active(),
            time_zone=moments.readers_zone(),
        )
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Store allauth's mail as a letter that goes out before all others. Each call is a new letter."""
        template = template_prefix.rsplit("/", 1)[-1]
        family, words = self._letter(template_prefix, template, email, context)
        owner = context.get("user") or _owner(email)
        if owner is not None and not EmailAddress.objects.is_verified(email):
            # Whoever typed a stranger's address has typed a name as well: it would be a letter of theirs.
            words["recipient_name"] = ""
        with transaction.atomic():
            letters.queue(
                family,
                to=owner,
                address=email,
                language="" if owner else active(),
                context=words,
                key=f"account:{template}:{uuid4()}",
            )

    def _letter(
        self, template_prefix: str, template: str, email: str, context: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """The family, and what its templates are told. What we have no letter for keeps allauth's own words."""
        known = {"email": email, "sign_in": self._address("account_login")}
        for name in (
            "code",
            "password_reset_url",
            "signup_url",
            "activate_url",
            "timestamp",
        ):
            if context.get(name):
                known[name] = context[name]
        if template in OWN_LETTERS:
            return f"account/{template.removesuffix('_signup')}", known
        if template in CHANGES:
            return "account/changed", {
                **known,
                "change": CHANGES[template],
                "account": self._address("mfa_index"),
            }
        mail = self.render_mail(
            template_prefix,
            email,
            {"request": allauth_context.request, "email": email, **context},
        )
        return "account/other", {**known, "title": mail.subject, "words": mail.body}

    def _address(self, name: str) -> str:
        return allauth_context.request.build_absolute_uri(reverse(name))


def _owner(email: str) -> Person | None:
    """Whose address this is, so that the letter is in their language; nobody's for a stranger."""
    people: list[Person] = filter_users_by_email(email, is_active=True, prefer_verified=True)
    return people[0] if people else None
