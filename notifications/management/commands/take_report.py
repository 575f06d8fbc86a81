"""Take what a mail server hands in at the address that letters come back to."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error

from notifications.actions import take_report
from notifications.reports import LONGEST, read

AT_ONCE = 64 * 1024


class Command(BaseCommand):
    """Read one mail from standard input; leave with 0 when it was taken or is none of ours, with 75 to be asked again.

    The exit codes are those that mail servers know from a pipe (sysexits.h: EX_OK, EX_TEMPFAIL).
    """

    help = "Take one mail from standard input as a report of what became of a letter: a bounce, a complaint."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whom the mail came to."""
        parser.add_argument("--to", default="", metavar="ADDRESS", help="the address that the mail server took it for")

    def handle(self, *, to: str, **options: Any) -> None:
        """Read all of it, whatever its length: a mail server takes a pipe that nobody reads for a fault."""
        report = read(_mail(), envelope=to)
        try:
            letter = take_report(report)
        except Error as error:
            self.stderr.write(f"The database does not answer ({type(error).__name__}); hand it in again.")
            sys.exit(os.EX_TEMPFAIL)
        self.stdout.write(f"{report.kind.name}: letter {letter.pk}" if letter else "This is about no letter of ours.")


def _mail() -> bytes:
    raw = sys.stdin.buffer.read(LONGEST)
    while sys.stdin.buffer.read(AT_ONCE):
        pass
    return raw
