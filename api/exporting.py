"""Whole lists as rows, however long they are: ``?format=csv`` and ``?format=ndjson``, or by ``Accept``.

Rows are read a batch at a time, each batch as everybody reads it at that moment, and sent before the next is read. So
the longest list takes no more memory than a page, and what is taken back meanwhile does not go out any more.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from rest_framework.renderers import JSONRenderer

from api import quick
from common import keyset

NAME = "format"
BATCH = 500
# What makes a spreadsheet compute (see ``exports.making.spreadsheets``); a cell that begins so gets an apostrophe.
COMPUTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Between several values in one cell.
BETWEEN = " | "


class Csv(JSONRenderer):
    """Comma-separated values (RFC 4180). Rows are streamed, so this renders problems alone, as JSON."""

    media_type = "text/csv"
    format = "csv"


class Ndjson(JSONRenderer):
    """One JSON object a line. Rows are streamed, so this renders problems alone, as JSON."""

    media_type = "application/x-ndjson"
    format = "ndjson"


RENDERERS = (JSONRenderer, Csv, Ndjson)
FORMATS = tuple(str(renderer.format) for renderer in RENDERERS)


@dataclass(frozen=True)
class Column:
    """A column of the flat form: ``of`` takes one thing as the API tells it, and shows what is in this ``member``."""

    name: str
    member: str
    of: Callable[[Mapping[str, Any]], Any]


def plain(*names: str) -> list[Column]:
    """Columns that are called like the members, or the paths of members, that they show: ``round.number``."""
    return [Column(name.replace(".", "_"), name.partition(".")[0], _at(name.split("."))) for name in names]


def joined(name: str, path: str, inner: str = "") -> Column:
    """A column with all values of a list, or of the member ``inner`` of each of its items."""
    find = _at(path.split("."))

    def values(row: Mapping[str, Any]) -> str:
        found = find(row) or ()
        return BETWEEN.join(str(each.get(inner) or "" if inner else each) for each in found)

    return Column(name, path.partition(".")[0], values)


def in_languages(name: str, codes: Sequence[str]) -> list[Column]:
    """A column for each language of a text."""
    return [Column(f"{name}_{code}", name, _at((name, code))) for code in codes]


def batches(
    queryset: "QuerySet[Any]",
    order: Sequence[str],
    *,
    size: int = BATCH,
) -> Iterator[list[Any]]:
    """Go through all rows in their order, a batch at a time."""
    cursor = ""
    while True:
        page = keyset.page(queryset, order, cursor=cursor, size=size)
        if page.rows:
            yield page.rows
            for row in page.rows:
                # What was fetched along knows the row that knows it: such circles go only when somebody looks for them,
                # and a hundred thousand rows bring more of them than a process should hold.
                row.__dict__.pop("_prefetched_objects_cache", None)
        cursor = page.next
        if not cursor:
            return


def streamed(rows: Iterator[Any], form: str, columns: Sequence[Column], *, name: str) -> StreamingHttpResponse:
    """Return the answer that sends the rows, a batch at a time: as plain values, or as the text of lines.

    ``form`` is the ``format`` of a renderer, ``name`` that of the file.
    """
    renderer = next(each for each in RENDERERS if each.format == form)
    lines = _csv(rows, columns) if form == Csv.format else _ndjson(rows)
    media_type = f"{renderer.media_type}; charset=utf-8"
    response = StreamingHttpResponse(
        lines, content_type=f"{media_type}; header=present" if form == Csv.format else media_type
    )
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    # What is in it can be taken back at any moment.
    response.headers["Cache-Control"] = "no-store"
    return response


def safe(value: Any) -> str:
    """Return a value as a cell that no program computes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(COMPUTING) else text


def _ndjson(rows: Iterator[list[Mapping[str, Any]] | bytes]) -> Iterator[bytes]:
    for batch in rows:
        yield batch if isinstance(batch, bytes) else b"".join(quick.as_json(row) + b"\n" for row in batch)


def _csv(rows: Iterator[list[Mapping[str, Any]]], columns: Sequence[Column]) -> Iterator[bytes]:
    written: list[str] = []
    # It writes to whatever has ``write``.
    writer = csv.writer(_Into(written))
    writer.writerow([column.name for column in columns])
    for batch in rows:
        writer.writerows([safe(column.of(row)) for column in columns] for row in batch)
        yield "".join(written).encode()
        written.clear()
    if written:
        yield "".join(written).encode()


@dataclass(frozen=True)
class _Into:
    """A file of text that only collects what is written."""

    written: list[str]

    def write(self, text: str) -> None:
        self.written.append(text)


def _at(path: Sequence[str]) -> Callable[[Mapping[str, Any]], Any]:
    def find(row: Mapping[str, Any]) -> Any:
        value: Any = row
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else value

    return find
