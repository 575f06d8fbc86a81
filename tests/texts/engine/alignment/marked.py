"""Tracked paragraphs as one can type them: ``a)\\tthat [-old-][+new+] words``, and ``+¶`` or ``-¶`` for their marks."""

import re
from dataclasses import replace

from texts.engine.outline import Outline
from texts.engine.reading import Plain, as_outline, outline_of
from texts.engine.tracked import Mark, Paragraph, Run, rejected

ANA = Mark("Ana", "2026-01-02T03:04:05Z")
_RUN = re.compile(r"\[\+(?P<ins>.*?)\+\]|\[-(?P<gone>.*?)-\]|(?P<same>(?:(?!\[[+-]).)+)", re.DOTALL)


def marked(*lines: str, by: Mark = ANA) -> list[Paragraph]:
    """One paragraph a line."""
    return [_paragraph(line, by) for line in lines]


def moved(paragraph: Paragraph, name: str) -> Paragraph:
    """The same, its insertion or deletion being part of a move."""
    return replace(paragraph, runs=tuple(replace(run, moved=name) for run in paragraph.runs))


def base_of(paragraphs: list[Paragraph]) -> Outline:
    """The text that these paragraphs amend, its clauses called c0, c1 …."""
    plain = [Plain(each.text, heading=paragraphs[each.parts[-1]].heading) for each in rejected(paragraphs)]
    return as_outline(outline_of(plain), identify=lambda place: f"c{place}")


def _paragraph(line: str, by: Mark) -> Paragraph:
    text = line.removesuffix("+¶").removesuffix("-¶")
    runs = []
    for found in _RUN.finditer(text):
        kind = found.lastgroup or "same"
        runs.append(Run(found[kind], by if kind == "ins" else None, by if kind == "gone" else None))
    return Paragraph(
        tuple(runs), inserted=by if line.endswith("+¶") else None, deleted=by if line.endswith("-¶") else None
    )
