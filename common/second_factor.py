"""Whether whoever is signed in has proven it twice."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest


def has_second_factor(request: HttpRequest) -> bool:
    """Has whoever is signed in shown a second factor (or a passkey, which is both) since they signed in?

    True for everybody where the setting ``SECRETARIAT_NEEDS_SECOND_FACTOR`` is off.
    """
    if not settings.SECRETARIAT_NEEDS_SECOND_FACTOR:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
