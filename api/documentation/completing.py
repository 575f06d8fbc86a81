"""What every operation of the description gets beside what its view says: problems, headers, examples, a summary.

Views describe what is theirs alone. Whatever is true of all operations of a kind is added here, so that nobody
can forget it: hooks of drf-spectacular, run one after the other on the finished description.
"""

import re
from collections.abc import Iterator
from typing import Any

from api import deprecations, problems
from api.documentation import examples, shared, told
from api.documentation.description import PREFIX
from api.documentation.tags import TAGS, of_path

# Choices that have no words of their own: "* `ADD` - ADD", one below the other.
_ECHOES = re.compile(r"(?:\n\n|^)(?:\* `([^`]*)` - \1(?:\n|$))+$")
METHODS = ("get", "post", "put", "patch", "delete")
READING = "get"
# What an address names, by the name of its part.
NAMED = {
    "id": "Its id, as lists tell it.",
    "slug": "Its slug: what stands in addresses.",
    "code": "Its code.",
    "clause": "Identity of the clause.",
    "round": "Id of the round.",
    "webhook": "Id of the address that is told.",
}


def completed(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Complete the description made from the views."""
    result["paths"] = {path: item for path, item in result["paths"].items() if path.startswith(PREFIX)}
    _name_what_is_shared(result)
    for path, method, operation in operations_of(result):
        _tell(path, operation, beside=result["paths"])
        _say_what_values_are(operation)
        _let_in(operation)
        _answer(path, method, operation)
        if deprecations.of_path(path) is not None:
            operation["deprecated"] = True
        _take_nothing_unknown(result, operation)
        examples.put_into(operation)
    examples.put_into_problems(result["components"]["responses"])
    _say_no_value_twice(result)
    return result


def _say_no_value_twice(told: Any) -> None:
    """Leave out of descriptions the lists of choices that only repeat the values."""
    if isinstance(told, dict):
        said = told.get("description")
        if isinstance(said, str) and (left := _ECHOES.sub("", said)) != said:
            told["description"] = left
            if not left:
                del told["description"]
        for value in told.values():
            _say_no_value_twice(value)
    elif isinstance(told, list):
        for value in told:
            _say_no_value_twice(value)


def operations_of(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Go through all operations: path, method, operation."""
    for path, item in described["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def _name_what_is_shared(result: dict[str, Any]) -> None:
    components = result.setdefault("components", {})
    for schema in components.setdefault("schemas", {}).values():
        # The first paragraph is for whoever uses the API; what follows is for whoever works on it.
        if "description" in schema:
            schema["description"] = schema["description"].partition("\n\n")[0]
    components["schemas"]["Problem"] = shared.PROBLEM
    components["schemas"]["WebhookEvent"] = told.SCHEMA
    result["webhooks"] = told.webhooks()
    components["headers"] = shared.HEADERS
    components["securitySchemes"] = shared.SECURITY
    components["responses"] = {f"Problem{status}": shared.refusal(status) for status in problems.KINDS}
    # Whoever sends no token is welcome as well; operations that need one say so themselves.
    result["security"] = [{}, {shared.PORTAL: []}]
    result["servers"] = [{"url": "/", "description": "The site that gives out this description."}]
    used = {of_path(path) for path, _method, _operation in operations_of(result)}
    result["tags"] = [{"name": tag, "description": TAGS[tag].about} for tag in sorted(used) if tag in TAGS]


def _tell(path: str, operation: dict[str, Any], *, beside: dict[str, Any]) -> None:
    """Say in a few words what is asked. What is said of a list is not said of one of its things."""
    tag = of_path(path)
    operation["tags"] = [tag]
    if (words := TAGS.get(tag)) is not None:
        listing = beside.get(path.rpartition("{")[0], {}).get(READING, {})
        if "{" in path and operation.get("description") == listing.get("description"):
            operation["description"] = f"One {words.one}."
        if operation["operationId"].endswith("_list") and "{" not in path:
            operation.setdefault("summary", words.many)
    said = operation.get("description", "")
    operation.setdefault("summary", re.split(r"[.:;](?:\s|$)", said, maxsplit=1)[0].replace("\n", " ").replace("`", ""))
    named = {name: operation.pop(name) for name in ("operationId", "summary", "tags")}
    rest = dict(operation)
    operation.clear()
    operation |= named | rest


def _say_what_values_are(operation: dict[str, Any]) -> None:
    """Say what an address names and that an empty value is refused; marks of the library are of no use to anybody."""
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        schema.pop("x-spec-enum-id", None)
        if parameter["in"] == "path":
            parameter["description"] = parameter.get("description") or NAMED[parameter["name"]]
        if parameter["in"] == "query" and schema.get("type") == "string" and "enum" not in schema:
            schema.setdefault("minLength", 1)


def _let_in(operation: dict[str, Any]) -> None:
    """Leave out what holds for the whole description."""
    if operation.get("security") in ([], [{}]):
        del operation["security"]


def _answer(path: str, method: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    reads = method == READING
    for status, answer in answers.items():
        if status.startswith("2") and "$ref" not in answer:
            answer["description"] = answer.get("description") or "What was asked for."
            named = answer.setdefault("headers", {})
            named |= shared.headers(*shared.EVERYWHERE, *(shared.WHEN_READ if reads else ())) | dict(named)
    if reads:
        answers["304"] = {
            "description": "Nothing has changed since the answer with this `ETag`.",
            "headers": shared.headers(*shared.EVERYWHERE, *shared.WHEN_READ),
        }
    for status in _refusals(path, method, needs_a_token=bool(operation.get("security"))):
        answers[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    operation["responses"] = dict(sorted(answers.items()))


def _refusals(path: str, method: str, *, needs_a_token: bool) -> list[int]:
    """Return the statuses with which an operation of this kind may refuse."""
    found = {400, 401, 406, 429, 500, 503}
    if "{" in path:
        found.add(404)
    if method != READING:
        found |= {403, 409, 413, 415, 422}
    if needs_a_token:
        found.add(403)
    return sorted(found & set(problems.KINDS))


def _take_nothing_unknown(result: dict[str, Any], operation: dict[str, Any]) -> None:
    """A member that is not known is refused, so that a misspelt one is not lost in silence: say so."""
    for sent in operation.get("requestBody", {}).get("content", {}).values():
        _close(sent["schema"], result["components"]["schemas"])


def _close(schema: Any, schemas: dict[str, Any]) -> None:
    if isinstance(schema, list):
        for inner in schema:
            _close(inner, schemas)
    elif isinstance(schema, dict):
        if "$ref" in schema:
            _close(schemas[schema["$ref"].rpartition("/")[2]], schemas)
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for inner in schema.values():
            _close(inner, schemas)
