"""How allauth speaks of second factors in our house, and what setting one up proves."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.base_user import AbstractBaseUser
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext

from web.allauth_words import SECOND_FACTOR_REFUSALS


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's second factors, in our words."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **SECOND_FACTOR_REFUSALS}

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002 - what allauth calls it
    ) -> str:
        """What a new key is called until its owner names it: by its number."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key %(number)s") % {"number": number}


@receiver(authenticator_added)
def whoever_sets_one_up_has_shown_it(request: HttpRequest, authenticator: Authenticator, **_more: Any) -> None:
    """A code from the new app, or a touch of the new key, was just asked for: nobody is asked for it again at once.

    So the recovery codes are seen on the next page, and the desk is open after it.
    """
    if authenticator.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
        post_authentication(request, authenticator, reauthenticated=True)
