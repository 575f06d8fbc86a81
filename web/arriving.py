"""Whoever uses what was sent to an address shows that letters arrive there."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed, email_confirmed, password_reset
from django.dispatch import receiver

from notifications.actions import letter_arrived
from stakeholders.models import Person


@receiver(authentication_step_completed, dispatch_uid="web.arriving.signed_in")
def came_by_letter(method: str, email: str | None = None, **_: Any) -> None:
    """A code from a letter was used to sign in. A password shows nothing: whoever has one knows the address only."""
    if email and method == "code":
        letter_arrived(email)


@receiver(password_reset, dispatch_uid="web.arriving.password_reset")
def came_back_by_letter(user: Person, **_: Any) -> None:
    """A link from a letter was used to choose a new password. It may have gone to any of several addresses: to which,
    nobody knows any more, so it shows something only of one that is alone."""
    addresses = EmailAddress.objects.filter(user_id=user.pk).values_list("email", flat=True)[:2]
    if len(addresses) == 1:
        letter_arrived(addresses[0])


@receiver(email_confirmed, dispatch_uid="web.arriving.confirmed")
def was_confirmed(email_address: EmailAddress, **_: Any) -> None:
    """A code or a link from a letter was used to confirm the address."""
    letter_arrived(email_address.email)
