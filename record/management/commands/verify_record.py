"""Prove that the record is whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from record import queries


class Command(BaseCommand):
    """Walk the chain; say that it holds, or name the first break and leave with exit code 1."""

    help = "Prove that no entry of the record was altered, taken out or slipped in; names the first break."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to begin, and a place that is known from outside."""
        parser.add_argument("--from", dest="first", type=int, default=1, metavar="N", help="begin with entry N")
        parser.add_argument(
            "--known",
            metavar="NUMBER:HASH",
            help="an entry noted down elsewhere earlier; a chain that was rewritten as a whole does not contain it",
        )

    def handle(self, *, first: int, known: str | None, **options: Any) -> None:
        """Verify; raise ``CommandError`` (exit code 1) with the sentence about the first break."""
        verdict = queries.verify(first=first)
        if verdict.broken:
            raise CommandError(f"The record is broken. {verdict.broken}")
        if known and not queries.contains(known):
            raise CommandError(f"The record is broken. It does not contain the known entry {known}.")
        self.stdout.write(f"The record holds: {verdict.checked} entries, the last is {verdict.number}:{verdict.hash}")
