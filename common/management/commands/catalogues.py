"""Bring the message catalogues up to date, or say what is wrong with them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common import catalogues


class Command(BaseCommand):
    help = "Updates locale/*/LC_MESSAGES/django.po from the sources; with --check only says what is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", metavar="LANGUAGE", help="this language alone")
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 unless all is complete")

    def handle(self, *args: Any, check: bool, only: str | None, **options: Any) -> None:
        template = catalogues.extract(settings.BASE_DIR)
        wrong = 0
        for language, _name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE or only not in (None, language):
                continue
            folder = settings.LOCALE_PATHS[0]
            found = catalogues.read(folder, language) if check else catalogues.merge(folder, language, template)
            faults = catalogues.faults(found, template)
            wrong += len(faults)
            self.stdout.write(f"{language}: {len(found)} messages, {len(faults)} to mend")
            for fault in faults[:20] if check else []:
                self.stdout.write(f"  {fault}")
        if check and wrong:
            raise CommandError("The catalogues are not complete. Run manage.py catalogues, translate, and check again.")
