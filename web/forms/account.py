"""allauth's forms with our words at their fields. What they ask for and how they check it stays allauth's."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _


class OurWords:
    """Labels and hints by the name of the field; a field that is not named keeps its own."""

    fields: dict[str, forms.Field]
    labels: ClassVar[dict[str, Any]] = {
        "login": _("E-mail address"),
        "email": _("E-mail address"),
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("The new password once more"),
    }
    # The way to a new password stands beside the button, not between two fields.
    hints: ClassVar[dict[str, Any]] = {"password": "", "oldpassword": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _("Enter an e-mail address, such as name@example.org.")


class SignupForm(OurWords, account.SignupForm): ...


class LoginForm(OurWords, account.LoginForm): ...


class RequestLoginCodeForm(OurWords, account.RequestLoginCodeForm): ...


class ReauthenticateForm(OurWords, account.ReauthenticateForm): ...


class AddEmailForm(OurWords, account.AddEmailForm): ...


class ChangePasswordForm(OurWords, account.ChangePasswordForm): ...


class SetPasswordForm(OurWords, account.SetPasswordForm): ...


class ResetPasswordForm(OurWords, account.ResetPasswordForm): ...


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm): ...


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    labels: ClassVar = {"code": _("Code from the app")}


class EditWebAuthnForm(OurWords, webauthn.EditWebAuthnForm):
    labels: ClassVar = {"name": _("Name of the key")}


class AddWebAuthnForm(OurWords, webauthn.AddWebAuthnForm):
    labels: ClassVar = {**EditWebAuthnForm.labels, "passwordless": _("As a passkey: it signs me in by itself")}
    hints: ClassVar = {
        "passwordless": _("It then asks for your fingerprint, your face or a PIN. If not, it is only a second factor.")
    }
