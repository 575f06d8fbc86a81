"""How allauth speaks of second factors in our house."""

from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
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
