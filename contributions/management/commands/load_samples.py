"""Brings in the sample data."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.refusals import Refusal
from contributions import samples


class Command(BaseCommand):
    """Load what is missing; run as often as you like."""

    help = (
        "Loads sample_data/ for a demonstration: two historical processes, an invented one, and demonstration accounts."
    )

    def handle(self, **options: Any) -> None:
        try:
            samples.load()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("The sample data is there.")
