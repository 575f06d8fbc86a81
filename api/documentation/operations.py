"""What the documentation page shows of the description: plain things that a template can go through."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from api.documentation import description

_markdown = MarkdownIt("commonmark", {"html": False})
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@dataclass(frozen=True)
class Parameter:
    """What may be asked."""

    name: str
    place: str
    kind: str
    description: SafeString


@dataclass(frozen=True)
class Field:
    """One member of what comes back; ``path`` such as ``results[].round.number``."""

    path: str
    kind: str
    description: SafeString


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked, with an example that a test has really asked."""

    id: str
    path: str
    description: SafeString
    parameters: list[Parameter]
    fields: list[Field]
    asked: str
    answer: str


@cache
def operations() -> list[Operation]:
    """Return all operations, in the order of their addresses."""
    paths = description.read()["paths"]
    return [_operation(path, paths[path]["get"]) for path in sorted(paths)]


def example_of(operation_id: str) -> dict[str, Any] | None:
    """Return the stored example of an operation: ``{"request": path, "response": object}``."""
    file = EXAMPLES / f"{operation_id}.json"
    found: dict[str, Any] | None = json.loads(file.read_text()) if file.exists() else None
    return found


def _operation(path: str, described: dict[str, Any]) -> Operation:
    example = example_of(described["operationId"])
    schema = described["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        id=described["operationId"],
        path=path,
        description=_html(described.get("description", "")),
        parameters=[_parameter(one) for one in described.get("parameters", [])],
        fields=list(_fields(schema)),
        asked=example["request"] if example else path,
        answer=json.dumps(example["response"], ensure_ascii=False, indent=2) if example else "",
    )


def _parameter(described: dict[str, Any]) -> Parameter:
    return Parameter(
        name=described["name"],
        place=described["in"],
        kind=_kind(described["schema"]),
        description=_html(described.get("description", "").partition("\n\n")[0]),
    )


def _fields(schema: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[Field]:
    """Go through the members of an object, and of the objects in it."""
    resolved = _resolved(schema)
    if resolved.get("type") == "array":
        yield from _fields(resolved["items"], f"{prefix}[]", depth)
        return
    for name, member in resolved.get("properties", {}).items():
        path = f"{prefix}.{name}".removeprefix(".")
        inner = _resolved(member)
        yield Field(path, _kind(member), _html(member.get("description") or inner.get("description", "")))
        if depth < 4:
            yield from _fields(member, path, depth + 1)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference, alone or in the company of a null."""
    for way in ("allOf", "oneOf", "anyOf"):
        if way in schema:
            schema = next(one for one in schema[way] if one.get("type") != "null")
    if "$ref" in schema:
        found: dict[str, Any] = description.read()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _kind(schema: dict[str, Any]) -> str:
    """Say what a value is, in a word or two."""
    resolved = _resolved(schema)
    if "enum" in resolved:
        return " | ".join(json.dumps(value) for value in resolved["enum"] if value != "")
    given = resolved.get("type", "object")
    kinds = [given] if isinstance(given, str) else given
    words = [resolved.get("format", kind) if kind != "null" else kind for kind in kinds]
    if any(one.get("type") == "null" for way in ("oneOf", "anyOf") for one in schema.get(way, [])):
        words.append("null")
    return " or ".join(words)


def _html(text: str) -> SafeString:
    """Render the little Markdown of our own docstrings; HTML in it stays text."""
    return mark_safe(_markdown.render(text))  # noqa: S308  # made by the renderer, from our own words
