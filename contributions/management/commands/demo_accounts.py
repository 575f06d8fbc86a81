"""Lists the accounts of the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contributions.samples import accounts

SECOND_FACTOR = "second factor: manage.py demo_code"


class Command(BaseCommand):
    """One line for each account: e-mail, password, what it can do."""

    help = "Lists the demonstration accounts with their published passwords."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration: there are no demonstration accounts.")
        rows = [
            (one.email, one.password, one.role + (f"; {SECOND_FACTOR}" if one.secret else "")) for one in accounts()
        ]
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        for email, password, role in rows:
            self.stdout.write(f"{email:<{widths[0]}}  {password:<{widths[1]}}  {role}")
