"""Answers that tests have really got, kept in ``api/examples``, and shown wherever the API is described.

One file for each operation, ``<operationId>.json``; further ones are ``<operationId>.<name>.json``; of problems
``problem.<status>.json``. In each: ``request``, the address; ``response``, where there is a body; and where they are
not GET, 200 and JSON, ``method``, ``body``, ``status`` and ``media_type``.
"""

import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
JSON = "application/json"


def example_of(name: str) -> dict[str, Any] | None:
    """Return the stored example of this name, such as that of an operation."""
    file = EXAMPLES / f"{name}.json"
    found: dict[str, Any] | None = json.loads(file.read_text()) if file.exists() else None
    return found


def put_into(operation: dict[str, Any]) -> None:
    """Put the stored examples of an operation into its description."""
    own = [EXAMPLES / f"{operation['operationId']}.json", *sorted(EXAMPLES.glob(f"{operation['operationId']}.*.json"))]
    for file in own:
        found = example_of(file.stem)
        if found is None:
            continue
        name = file.stem.partition(".")[2] or "example"
        answer = operation["responses"].get(str(found.get("status", 200)), {})
        if "response" in found:
            _put(answer.get("content", {}), found.get("media_type", JSON), name, found["response"])
        if "body" in found:
            _put(operation.get("requestBody", {}).get("content", {}), JSON, name, found["body"])


def put_into_problems(responses: dict[str, Any]) -> None:
    """Put the stored problems into the shared descriptions of problems."""
    for name, response in responses.items():
        found = example_of(f"problem.{name.removeprefix('Problem')}")
        if found is not None:
            for content in response["content"].values():
                content["examples"] = {"example": {"value": found["response"]}}


def _put(content: dict[str, Any], media_type: str, name: str, value: Any) -> None:
    if media_type in content:
        content[media_type].setdefault("examples", {})[name] = {"value": value}
