"""Write the description of the API into the file that is kept with the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.documentation import description


class Command(BaseCommand):
    """``manage.py api_schema`` writes api/openapi.json; with ``--check`` it only says whether that is stale."""

    help = "Write api/openapi.json from the code; --check only says whether it is stale."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--check``."""
        parser.add_argument("--check", action="store_true", help="Change nothing; fail where the file is stale.")

    def handle(self, *, check: bool, **options: Any) -> None:
        """Write, or compare."""
        made = description.made()
        if check and made != description.stored():
            raise CommandError("api/openapi.json is stale: run manage.py api_schema, and commit what it changes.")
        if not check:
            description.STORED.write_text(made)
        self.stdout.write("api/openapi.json is up to date.")
