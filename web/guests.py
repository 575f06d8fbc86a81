"""Whoever followed something without an account goes on following it with one."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from following.actions import adopt


@receiver(email_confirmed, dispatch_uid="web.guests")
def adopt_follows(email_address: EmailAddress, **_: Any) -> None:
    """The address has proven to be this person's: what it followed is theirs."""
    adopt(email_address.user, address=email_address.email)
