"""What the documentation page shows of the description: plain things that a template can go through."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from api.documentation import description
from api.documentation.completing import operations_of
from api.documentation.examples import JSON, example_of

_markdown = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Parameter:
    """What may be asked. ``place`` is path, query or header; ``choices`` are all values, where they are few."""

    name: str
    place: str
    kind: str
    words: SafeString
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One member of what comes back, or of what is sent; ``path`` such as ``results[].round.number``."""

    path: str
    kind: str
    description: SafeString
    required: bool = True


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked, with an example that a test has really asked.

    ``scopes`` are what a portal has to be granted for it; None where no token is needed. ``body`` are the members of
    what is sent, and ``sent`` an example of it; ``forms`` the media types of the answer, JSON first.
    """

    id: str
    tag: str
    method: str
    path: str
    summary: str
    description: SafeString
    parameters: list[Parameter]
    body: list[Field]
    fields: list[Field]
    forms: list[str]
    refusals: list[int]
    scopes: list[str] | None
    asked: str
    sent: str = ""
    answer: str = ""
    status: int = field(default=200)

    @property
    def is_open(self) -> bool:
        """Can anybody ask it, by an address alone?"""
        return self.method == "GET" and self.scopes is None

    @property
    def isolated(self) -> str:
        """What it is called inside a sentence of any direction: it stays in one piece, from left to right."""
        return f"\u2066{self.method} {self.path}\u2069"

    def curl(self, origin: str) -> str:
        """Return a line for a terminal that asks the example of the site at ``origin``."""
        asked = "curl " if self.method == "GET" else f"curl -X {self.method} "
        lines = [f"{asked}'{origin}{self.asked}'"]
        if self.scopes is not None:
            lines.append("-H 'Authorization: Bearer TOKEN'")
        if self.sent:
            lines.append("-H 'Content-Type: application/json'")
            # In a shell an apostrophe ends what is quoted.
            lines.append("-d '{}'".format(self.sent.replace("'", "'\\''")))
        return " \\\n  ".join(lines)

    def is_about(self, words: str) -> bool:
        """Do all of these words stand in its address, its summary or its description?"""
        said = f"{self.method} {self.path} {self.summary} {self.description}".casefold()
        return all(word in said for word in words.casefold().split())


@cache
def operations() -> list[Operation]:
    """Return all operations, in the order of their addresses."""
    found = sorted(operations_of(description.read()), key=lambda one: one[0])
    return [_operation(path, method.upper(), described) for path, method, described in found]


def operation(name: str) -> Operation | None:
    """Return the operation of this name."""
    return next((one for one in operations() if one.id == name), None)


def _operation(path: str, method: str, described: dict[str, Any]) -> Operation:
    example = example_of(described["operationId"]) or {}
    status, good = next((int(key), value) for key, value in described["responses"].items() if key.startswith("2"))
    answers = good.get("content", {})
    sent = described.get("requestBody", {}).get("content", {}).get(JSON, {})
    return Operation(
        id=described["operationId"],
        tag=described["tags"][0],
        method=method,
        path=path,
        summary=described["summary"],
        description=_html(described.get("description", "")),
        parameters=[_parameter(one) for one in described.get("parameters", [])],
        body=list(_fields(sent["schema"])) if sent else [],
        fields=list(_fields(answers[JSON]["schema"])) if JSON in answers else [],
        forms=sorted(answers, key=lambda form: (form != JSON, form)),
        refusals=[int(key) for key in described["responses"] if key.startswith("4")],
        scopes=_scopes(described),
        asked=example.get("request", path),
        sent=_pretty(example["body"]) if "body" in example else "",
        answer=_pretty(example["response"]) if "response" in example else "",
        status=example.get("status", status),
    )


def _scopes(described: dict[str, Any]) -> list[str] | None:
    """What the operation needs of a token; None where it needs none."""
    wanted = described.get("security", [{}])
    if {} in wanted:
        return None
    return sorted({scope for one in wanted for scopes in one.values() for scope in scopes})


def _parameter(described: dict[str, Any]) -> Parameter:
    schema = _resolved(described["schema"])
    return Parameter(
        name=described["name"],
        place=described["in"],
        kind=_kind(described["schema"]),
        words=_inline(described.get("description", "").partition("\n\n")[0]),
        required=described.get("required", False),
        choices=tuple(str(value) for value in schema.get("enum", [])),
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
        told = _html(member.get("description") or inner.get("description", ""))
        yield Field(path, _kind(member), told, name in resolved.get("required", ()))
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


def _inline(text: str) -> SafeString:
    """Render it without a paragraph around it."""
    return mark_safe(_markdown.renderInline(text))  # noqa: S308  # made by the renderer, from our own words


def _pretty(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def _html(text: str) -> SafeString:
    """Render the little Markdown of our own docstrings; HTML in it stays text."""
    return mark_safe(_markdown.render(text))  # noqa: S308  # made by the renderer, from our own words
