"""Pages of an archive: they open from a disk, without network, in any browser."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from common.languages import active, direction
from consultations.models import GuidingQuestion, Round
from contributions.content import Content
from contributions.models import Contribution
from contributions.queries.published import PublicSource

from .. import words

STYLE = Path(__file__).with_name("archive.css")
_FOLDER = "exports/archive"


def page(name: str, *, root: str, **context: Any) -> str:
    """One page; ``root`` leads from it to the archive's beginning."""
    frame = {"root": root, "language": active(), "direction": direction(active())}
    return render_to_string(f"{_FOLDER}/{name}.html", frame | context)


def contribution(
    found: Contribution,
    content: Content,
    sources: list[PublicSource],
    *,
    questions: list[GuidingQuestion],
    files: list[dict[str, Any]],
    digest: str,
) -> str:
    """The page of one contribution, three folders below the beginning."""
    return page(
        "contribution",
        root="../../../",
        contribution=found,
        content=content,
        symbol=found.symbol.text if found.symbol else "",
        sources=words.sources(sources),
        facts=words.facts(found, sources, content.language),
        questions=questions,
        files=files,
        digest=digest,
        address=words.address_of(found),
    )


def text(content: Content, symbol: str, sources: list[PublicSource], questions: Iterable[GuidingQuestion]) -> str:
    """The same as plain text."""
    return "\n\n".join(_text(content, symbol, sources, questions)) + "\n"


def _text(
    content: Content, symbol: str, sources: list[PublicSource], questions: Iterable[GuidingQuestion]
) -> Iterator[str]:
    yield symbol
    yield content.title
    yield words.sources(sources)
    if content.statement.strip():
        yield content.statement.strip()
    for question in questions:
        answer = content.answers.get(str(question.pk), "").strip()
        if answer:
            yield f"{question.number}. {question.wording.text}"
            yield answer
    for number, recommendation in enumerate(content.recommendations, 1):
        yield f"{number}. {recommendation.strip()}"
    for change in content.changes:
        said = (str(change.get(name) or "") for name in ("op", "label", "wording", "reason"))
        yield " · ".join(part for part in said if part)
    if content.missing.strip():
        yield content.missing.strip()


def row(**context: Any) -> str:
    """One contribution on the first page."""
    return render_to_string(f"{_FOLDER}/_row.html", context)


def first_page(round_: Round, rows: Iterable[bytes], **context: Any) -> Iterator[bytes]:
    """The page to begin with, in pieces: its rows may be many."""
    marker = "<!--rows-->"
    whole = page("index", root="", round=round_, process=round_.process, marker=marker, **context)
    before, _marker, after = whole.partition(marker)
    yield before.encode()
    yield from rows
    yield after.encode()
