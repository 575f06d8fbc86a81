"""What is told of accounts: codes to sign in, and what was changed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.enums import Priority
from notifications.families import Circle, Ending, Family, declare


def _family(name: str, event: Promise) -> Family:
    return Family(f"account/{name}", event, _("the address in question"), Ending.ACCOUNT, priority=Priority.FIRST)


declare(
    _("Your account"),
    _family("login_code", _("Somebody signs in: the code.")),
    _family("email_confirmation", _("An address was given for an account: it is to be confirmed.")),
    _family("account_already_exists", _("Somebody wanted to open an account that is there already.")),
    _family("unknown_account", _("Somebody wanted to sign in where there is no account.")),
    _family("password_reset_key", _("A new password was asked for.")),
    _family("changed", _("What somebody signs in with was changed.")),
    _family("other", _("Anything else that concerns an account.")),
    circle=Circle.ACCOUNT,
)
