"""Whoever uses what was sent to an address shows that letters arrive there."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed, email_confirmed
from django.dispatch import receiver

from notifications.actions import letter_arrived

# Ways to sign in that take something from a letter. A password is none: whoever has one knows the address only.
BY_LETTER = {"code", "password_reset"}


@receiver(authentication_step_completed, dispatch_uid="web.arriving.signed_in")
def came_by_letter(method: str, email: str | None = None, **_: Any) -> None:
    """A code or a link from a letter was used to sign in."""
    if email and method in BY_LETTER:
        letter_arrived(email)


@receiver(email_confirmed, dispatch_uid="web.arriving.confirmed")
def was_confirmed(email_address: EmailAddress, **_: Any) -> None:
    """A code or a link from a letter was used to confirm the address."""
    letter_arrived(email_address.email)
