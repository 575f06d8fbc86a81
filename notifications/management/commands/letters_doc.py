"""Draws docs/letters.md, "who is told what, when", from the families of letters that the apps declare."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from notifications.families import Circle, Ending, Family, Group, groups

INTRODUCTION = """\
# Who is told what, when

Drawn by `manage.py letters_doc` from the modules `letters` of the apps, where each family of letters is declared.
Do not edit this page: change those, then draw it again. `/letters/` is the same for everybody, in their own language.

A letter is stored in the transaction of the fact that it tells, and sent after it; a family that is not declared cannot
be stored. Its templates are `templates/letters/<family>.*`. "First" goes that for which somebody waits at the screen,
"bulk" after all that is one's own, "digest" last.
"""


class Command(BaseCommand):
    """Write the page, or with ``--check`` say whether it is stale."""

    # It needs neither database nor addresses.
    requires_system_checks = ()
    help = "Draws docs/letters.md from the families of letters that the apps declare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if the page is stale")
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "letters.md", help="the file")

    def handle(self, *, to: Path, check: bool, **options: Any) -> None:
        page = drawn()
        if check and (not to.exists() or to.read_text(encoding="utf-8") != page):
            raise CommandError(f"{to.name} is stale. Draw it again: manage.py letters_doc")
        if not check:
            to.write_text(page, encoding="utf-8")


def drawn() -> str:
    """The whole page: what can be ended and how, who gets what, and each group of families as a table."""
    with translation.override("en"):
        return "\n".join([INTRODUCTION, *_endings(), "", *_circles(), "", *_parts(), "", *_groups()])


def _endings() -> Iterator[str]:
    yield "| | its letters | families |"
    yield "| --- | --- | --- |"
    for ending in Ending:
        number = sum(family.ending == ending for group in groups() for family in group.families)
        yield f"| {ending.value} | {ending.label} | {number} |"


def _circles() -> Iterator[str]:
    yield "| Who gets them | on the page | families |"
    yield "| --- | --- | --- |"
    for circle in Circle:
        number = sum(len(group.families) for group in groups(circle=circle))
        yield f"| {circle.label} | `/letters/?for={circle.value}` | {number} |"


def _parts() -> Iterator[str]:
    for group in groups():
        yield f"- [{group.title}](#{_anchor(group)}) ({len(group.families)})"


def _anchor(group: Group) -> str:
    """As Markdown is read nearly everywhere: small letters and figures, a hyphen for each blank, nothing else."""
    kept = (sign for sign in str(group.title).lower() if sign.isalnum() or sign in " -")
    return "".join(kept).replace(" ", "-")


def _groups() -> Iterator[str]:
    for group in groups():
        yield f"## {group.title}\n"
        yield "| What happened | Who is told | When | Can it be ended? | Goes | Family |"
        yield "| --- | --- | --- | --- | --- | --- |"
        yield from (_row(family) for family in group.families)
        yield ""


def _row(family: Family) -> str:
    order = family.priority.name.lower()
    return f"| {family.event} | {family.to} | {family.when} | {family.ending.value} | {order} | `{family.name}` |"
