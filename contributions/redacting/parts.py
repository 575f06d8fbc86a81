"""The parts of a content in which words can be marked, each by its name.

``title``, ``builds_on``, ``statement``, ``answer:7`` (id of the question), ``recommendation:0`` (its place from 0),
``change:0:wording``, ``change:0:reason``, ``change:0:label``, ``missing``, and ``file:12:name`` (id of the file).
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from contributions.content import Content

_OF_CHANGES = ("label", "wording", "reason")


def parts_of(content: Content) -> dict[str, str]:
    """Every part that has words, in reading order."""
    found = {"title": content.title, "builds_on": content.builds_on, "statement": content.statement}
    for place, change in enumerate(content.changes):
        found |= {f"change:{place}:{name}": _text(change.get(name)) for name in _OF_CHANGES}
    found["missing"] = content.missing
    found |= {f"answer:{key}": text for key, text in content.answers.items()}
    found |= {f"recommendation:{place}": text for place, text in enumerate(content.recommendations)}
    found |= {f"file:{each['id']}:name": _text(each.get("name")) for each in content.files if "id" in each}
    return {name: text for name, text in found.items() if text}


def part_named(content: Content, name: str) -> str:
    """The words of one part; "" for a part that is not there."""
    return parts_of(content).get(name, "")


def with_parts(content: Content, said: Mapping[str, str]) -> Content:
    """A copy in which these parts say something else."""
    made = deepcopy(content)
    for name, text in said.items():
        kind, _, rest = name.partition(":")
        if not rest:
            setattr(made, kind, text)
        elif kind == "answer":
            made.answers[rest] = text
        elif kind == "recommendation":
            made.recommendations[int(rest)] = text
        else:
            _set_in(made, kind, rest, text)
    return made


def _set_in(content: Content, kind: str, rest: str, text: str) -> None:
    which, _, name = rest.partition(":")
    if kind == "change":
        content.changes[int(which)][name] = text
    for each in content.files if kind == "file" else ():
        if str(each.get("id")) == which:
            each[name] = text


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
