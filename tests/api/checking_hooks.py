"""What Schemathesis cannot make up: cursors, and things that are there. It asks with those of the small world."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
import schemathesis

from api.documentation.examples import example_of

OPEN_PERIOD = 903


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Put into a question that shall be right what only an earlier answer tells. Wrong ones stay as they are."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if case.path_parameters and len(str(case.path_parameters)) % 2:
        case.path_parameters = _there(case) or case.path_parameters
    if case.query and case.query.get("format", "json") != "json":
        # Rows come all at once: which parameters exclude each other is no matter of shape either.
        case.query = {name: value for name, value in case.query.items() if name not in ("limit", "cursor")}
    if case.query and case.query.get("fields"):
        case.query |= {"fields": _with_what_is_expanded(case.query)}
    if case.query and "cursor" in case.query:
        asked = {name: value for name, value in case.query.items() if name != "cursor"}
        cursor = _cursor(case, asked | {"limit": 1})
        case.query = asked | ({"cursor": cursor} if cursor else {})
    if isinstance(case.body, dict) and case.body.get("comment_period", 0) % 2:
        case.body["comment_period"] = OPEN_PERIOD


def _cursor(case: Any, asked: dict[str, Any]) -> str:
    """The cursor of the second page of this very list; empty where there is none."""
    answer = requests.get(f"{case.operation.base_url}{case.operation.path}", params=asked, timeout=30)
    following = answer.json().get("next") if answer.headers.get("Content-Type") == "application/json" else None
    return parse_qs(urlsplit(following).query)["cursor"][0] if following else ""


def _there(case: Any) -> dict[str, str]:
    """What the example of this operation asks for: something that there is."""
    example = example_of(case.operation.definition.raw["operationId"])
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", case.operation.path)
    found = re.match(pattern, example["request"]) if example else None
    return found.groupdict() if found else {}


def _with_what_is_expanded(asked: dict[str, Any]) -> list[str]:
    """The members that were asked for, of what is expanded only that which is."""
    there = {"", *asked.get("expand", ())}
    names = [str(name).split(".") for name in asked["fields"]]
    left = [".".join(name) for name in names if name[0] != "expanded" or "".join(name[1:2]) in there]
    return left or ["api_url"]
