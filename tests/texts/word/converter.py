"""Pandoc, asked what a Word file says with all changes accepted or rejected."""

import json
import subprocess
from typing import Any

import pypandoc


def outcome(file: bytes, how: str) -> list[str]:
    """The paragraphs, those of notes last; ``how``: accept or reject."""
    made = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=docx", "--to=json", f"--track-changes={how}"],
        input=file,
        capture_output=True,
        check=True,
    )
    notes: list[Any] = []
    found = list(_paragraphs(json.loads(made.stdout)["blocks"], notes))
    for note in notes:
        found += _paragraphs(note, [])
    return found


def _paragraphs(blocks: Any, notes: list[Any]) -> list[str]:
    """All that is in blocks of any kind: a paragraph is what holds words, the rest holds blocks."""
    if isinstance(blocks, dict) and blocks.get("t") in ("Para", "Plain", "Header"):
        words = blocks["c"][2] if blocks["t"] == "Header" else blocks["c"]
        return [_words(words, notes)]
    inside = blocks.values() if isinstance(blocks, dict) else blocks if isinstance(blocks, list) else ()
    return [each for one in inside for each in _paragraphs(one, notes)]


def _words(inlines: Any, notes: list[Any]) -> str:
    if isinstance(inlines, list):
        return "".join(_words(each, notes) for each in inlines)
    if not isinstance(inlines, dict):
        return ""
    kind, content = inlines.get("t"), inlines.get("c", [])
    if kind == "Note":
        notes.append(content)
    fixed = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n", "Note": ""}.get(kind or "")
    if fixed is not None:
        return fixed
    if kind == "Str":
        return str(content)
    return str(content[1]) if kind in ("Math", "Code") else _words(content, notes)
