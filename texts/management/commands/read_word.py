"""Says what a Word file with tracked changes says."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from texts.engine.tracked import Outcome, Paragraph, Run, accepted, rejected
from texts.word.document import WordDocument
from texts.word.reading import read
from texts.word.unreadable import Unreadable


class Command(BaseCommand):
    """One line for each paragraph, with its changes as ``[-deleted-]`` and ``{+inserted+}`` words."""

    help = "Prints a Word file (.docx) with its tracked changes, or as it reads with all accepted or rejected."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--labels", action="store_true", help="print automatic numbers, too")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--accepted", action="store_true", help="with all changes accepted")
        how.add_argument("--rejected", action="store_true", help="with all changes rejected")
        how.add_argument("--json", action="store_true", help="everything that was read, for programs")

    def handle(self, *, file: Path, **options: Any) -> None:
        document = _read(file)
        paragraphs = document.paragraphs
        if options["json"]:
            self.stdout.write(json.dumps(as_json(document), ensure_ascii=False, indent=1))
        elif options["accepted"]:
            self._print(outcomes(paragraphs, accepted(paragraphs)), labels=options["labels"])
        elif options["rejected"]:
            self._print(outcomes(paragraphs, rejected(paragraphs)), labels=options["labels"])
        else:
            self._print(
                ({"text": "".join(map(_marked, each.runs)), "label": each.label} for each in paragraphs),
                labels=options["labels"],
            )
        for notice in () if options["json"] else document.notices:
            self.stderr.write(f"Note: {notice.sentence} {notice.detail}".rstrip())

    def _print(self, rows: Iterable[dict[str, Any]], *, labels: bool) -> None:
        for row in rows:
            label = f"{row['label']}\t" if labels and row["label"] else ""
            self.stdout.write(label + row["text"])


def outcomes(paragraphs: tuple[Paragraph, ...], found: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Paragraphs as they read, each with the facts of the last of its parts."""
    return [
        {
            "text": each.text,
            "label": paragraphs[each.parts[-1]].label,
            "place": paragraphs[each.parts[-1]].place,
            "parts": list(each.parts),
        }
        for each in found
    ]


def as_json(document: WordDocument) -> dict[str, Any]:
    """Everything, in shapes that JSON knows."""
    return {
        "paragraphs": [asdict(each) for each in document.paragraphs],
        "accepted": outcomes(document.paragraphs, accepted(document.paragraphs)),
        "rejected": outcomes(document.paragraphs, rejected(document.paragraphs)),
        "comments": [asdict(each) for each in document.comments],
        "notices": [{**asdict(each), "sentence": each.sentence} for each in document.notices],
    }


def _read(path: Path) -> WordDocument:
    try:
        with path.open("rb") as file:
            return read(file)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except Unreadable as error:
        raise CommandError(f"{path}: {error.fault}: {error}") from error


def _marked(run: Run) -> str:
    text = run.text
    if run.inserted:
        text = f"{{+{text}+}}"
    return f"[-{text}-]" if run.deleted else text
