"""What allauth and Django say to our readers, in our words.

Their sentences stand beside ours where people get in, in another register; Arabic has some of them in English.
Pages and messages have templates of ours (``templates/account``, ``templates/mfa``) and fields our labels
(``web.forms.account``). Refusals stand here, for the adapters. ``KEPT`` is what is left and good as it is in
English: it stands here so that ``manage.py catalogues`` finds it, because for the same words our catalogues win
over those of an app.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


def ngettext(one: str, more: str) -> tuple[str, str]:
    """Mark a sentence with its plural for the catalogues, as ``gettext_noop`` marks one without."""
    return one, more


# Why allauth takes something or not: its codes, our sentences. Codes that cannot come up here keep theirs.
REFUSALS = {
    "duplicate_email": _("This address is on your account already."),
    "email_password_mismatch": _("This address and this password do not belong together."),
    "email_taken": _("This address belongs to another account."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This is not the code from our letter."),
    "incorrect_password": _("This is not your password."),
    "invalid_password_reset": _("This link no longer works"),
    "rate_limited": _("Too many requests. Wait some minutes and try again."),
    "too_many_login_attempts": _("Too many attempts. Wait some minutes and try again."),
}
SECOND_FACTOR_REFUSALS = {
    "cannot_generate_recovery_codes": _("Set up an authenticator app or a key first."),
    "incorrect_code": _("Your code or key was not accepted. Please try once more."),
    "unverified_email": _("Confirm or remove the address that is not confirmed. Then you can set up a second factor."),
}
# The ways to prove once more that one is oneself, by allauth's names for them.
PROOFS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Enter a code from your app"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}
# Said by allauth's forms, by Django's fields and by its rules for passwords.
KEPT: tuple[str | tuple[str, str], ...] = (
    gettext_noop("Code"),
    gettext_noop("You must type the same password each time."),
    gettext_noop("This field is required."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    ngettext(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    gettext_noop("Null characters are not allowed."),
    ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    gettext_noop("This password is too common."),
    gettext_noop("This password is entirely numeric."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    ngettext(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your password can’t be entirely numeric."),
    gettext_noop("Your password can’t be too similar to your other personal information."),
)
