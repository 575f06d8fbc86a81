"""Shows what the authenticator app of the demonstration's secretariat would show."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contributions.samples import accounts, present_code


class Command(BaseCommand):
    """Only the six digits, so that scripts can use them. Each code is accepted once, for half a minute."""

    help = "Prints the present code of the second factor of the demonstration's secretariat."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration: there are no published secrets.")
        secret = next(one.secret for one in accounts() if one.secret)
        self.stdout.write(present_code(secret))
