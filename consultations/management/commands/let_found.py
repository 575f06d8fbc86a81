"""Let the first person of a house begin a process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.refusals import Refusal
from consultations.actions import let_found


class Command(BaseCommand):
    """Whoever heads a process may begin another; this is for the first, before anybody does."""

    help = "Let whoever signs in with an address begin a process by pages; a letter tells them how."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email", help="with which the person signs in")

    def handle(self, *, email: str, **options: Any) -> None:
        """Do it; raise ``CommandError`` (exit code 1) for what is no address."""
        try:
            person = let_found(email, by=None)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person.email} may begin a process, and has a letter that says where.")
