"""Compile the message catalogues; needs no gettext programs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from common import catalogues


class Command(BaseCommand):
    help = "Writes the .mo file of each language that has a catalogue."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for language, _name in settings.LANGUAGES:
            if catalogues.path_of(settings.LOCALE_PATHS[0], language).exists():
                catalogues.compile_one(settings.LOCALE_PATHS[0], language)
