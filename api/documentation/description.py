"""The OpenAPI description: made from the views, stored beside them, given out as stored.

The stored file is what a reviewer sees change; ``manage.py api_schema --check`` says when it is stale.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from api import problems

STORED = Path(__file__).resolve().parent.parent / "openapi.json"
PREFIX = "/api/v1/"


def made() -> str:
    """Return the description as the code has it now, as JSON text."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    described["paths"] = {path: item for path, item in described["paths"].items() if path.startswith(PREFIX)}
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def stored() -> str:
    """Return the stored description, as JSON text; empty where there is none yet."""
    return STORED.read_text() if STORED.exists() else ""


@cache
def read() -> dict[str, Any]:
    """Return the stored description."""
    found: dict[str, Any] = json.loads(stored())
    return found


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Describe once what every operation may answer instead (a hook of drf-spectacular)."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {f"Problem{status}": _response(status) for status in (400, 404, 429)}
    for operations in result["paths"].values():
        for operation in operations.values():
            _want_values(operation.get("parameters", []))
            answers = operation["responses"]
            statuses = (400, 404, 429) if "{" in _path_of(operations, result) else (400, 429)
            answers.update({str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in statuses})
            answers["304"] = {"description": "Nothing has changed since the answer with this `ETag`."}
    return result


def _want_values(parameters: list[dict[str, Any]]) -> None:
    for parameter in parameters:
        if parameter["in"] == "query" and parameter["schema"].get("type") == "string":
            parameter["schema"]["minLength"] = 1


def _path_of(item: dict[str, Any], result: dict[str, Any]) -> str:
    return next(path for path, other in result["paths"].items() if other is item)


def _response(status: int) -> dict[str, Any]:
    return {
        "description": problems.KINDS[status].replace("-", " ").capitalize(),
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Address of a paragraph that says what to do."},
        "title": {"type": "string", "description": "The kind of problem, always in the same words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence about this very request."},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
            "description": "Sentences by name of parameter.",
        },
    },
}
