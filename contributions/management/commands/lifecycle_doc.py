"""Draws docs/lifecycle.md from what the house really does: ``contributions.lifecycle`` and ``contributions.rules``."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from contributions.enums import Move, State
from contributions.lifecycle import STEPS, moves_from
from contributions.rules import WHO_MAY

INTRODUCTION = """\
# The life of a contribution

Drawn by `manage.py lifecycle_doc` from `contributions/lifecycle.py` (where it may go) and `contributions/rules.py`
(who may take it there). Do not edit this page: change those, then draw it again.

A move is made when all three hold: the state allows it, the person may, and what it needs is there. Each one is a
single guarded change with its entry in the record and, where somebody has to know, its letter. Submitting also asks
the clock: the comment period has to be open, except for what the secretariat has returned and for revisions.
"""


class Command(BaseCommand):
    """Write the page, or with ``--check`` say whether it is stale."""

    # It needs neither database nor addresses.
    requires_system_checks = ()
    help = "Draws docs/lifecycle.md from the states, moves and rules of contributions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if the page is stale")
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "lifecycle.md", help="the file")

    def handle(self, *, to: Path, check: bool, **options: Any) -> None:
        page = drawn()
        if check and (not to.exists() or to.read_text(encoding="utf-8") != page):
            raise CommandError(f"{to.name} is stale. Draw it again: manage.py lifecycle_doc")
        if not check:
            to.write_text(page, encoding="utf-8")


def drawn() -> str:
    """The whole page: a state diagram, the table of moves, and what each state allows."""
    with translation.override("en"):
        return "\n".join([INTRODUCTION, *_diagram(), "", *_moves(), "", *_states(), ""])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        yield f'    state "{state.label}" as {state.value}'
    yield f"    [*] --> {State.DRAFT.value} : Begin"
    for move, step in STEPS.items():
        for state in State:
            if state in step.sources:
                yield f"    {state.value} --> {step.to.value} : {move.label}"
    for state in State:
        if not moves_from(state):
            yield f"    {state.value} --> [*]"
    yield "```"


def _moves() -> Iterator[str]:
    yield "| Move | From | To | Who may | Says why |"
    yield "| --- | --- | --- | --- | --- |"
    for move, step in STEPS.items():
        sources = ", ".join(str(state.label) for state in State if state in step.sources)
        reason = "must" if step.reason_needed else ""
        yield f"| {move.label} | {sources} | {step.to.label} | {_who(move)} | {reason} |"


def _states() -> Iterator[str]:
    yield "| State | Allows |"
    yield "| --- | --- |"
    for state in State:
        allowed = ", ".join(str(move.label) for move in moves_from(state))
        yield f"| {state.label} | {allowed or 'nothing more'} |"


def _who(move: Move) -> str:
    """The rule's own name in words: ``speaks for it or (is secretariat of process and has left the author)``."""
    words = str(WHO_MAY[move].name).replace("|", "or").replace("&", "and").replace("_", " ")
    whole = words.startswith("(") and words.endswith(")")
    return words[1:-1] if whole else words
