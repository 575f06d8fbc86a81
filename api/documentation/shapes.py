"""How views describe what can be chosen of their answers: members, things told along, forms."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from drf_spectacular.utils import OpenApiParameter

from api import expanding, exporting, sparse

ONLY = (
    "Only these members of each thing, with commas between them; what is inside of others after a point. "
    "What languages are members of, such as `title.fr`, can be chosen too."
)
WHOLE = (
    "`csv`, `ndjson`: the whole list as rows, without pages, in its order; the same by `Accept`. In CSV each thing is "
    "a row of plain columns, and a cell that a spreadsheet would compute begins with an apostrophe; in NDJSON each "
    "line is what `results` has."
)
TEXT = {
    "text/csv": "A row with the names of the columns, then one for each thing; UTF-8, RFC 4180.",
    "application/x-ndjson": "An object a line, each as in `results`; UTF-8.",
}


class Described(AutoSchema):
    """The description of a view, with the parameters that choose a shape."""

    def get_description(self) -> str:  # type: ignore[override]  # as the library overrides it itself
        """Return what a view says of its list, unless its list is of its own: how ours is made concerns nobody."""
        kind = type(self.view)
        if getattr(self.view, "action", "") == "list" and "list" not in vars(kind):
            return str(get_doc(kind))
        return str(super().get_description())

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters that no filter and no page brings."""
        shapes = getattr(self.view, "shapes", ())
        made = {sparse.NAME: self._fields, expanding.NAME: self._expand, exporting.NAME: _format}
        return [*super().get_override_parameters(), *(made[name]() for name in shapes)]

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        if exporting.NAME in getattr(self.view, "shapes", ()):
            rows = {kind: {"schema": {"type": "string", "description": said}} for kind, said in TEXT.items()}
            bodies["200"]["content"] |= rows
        return bodies

    def _fields(self) -> OpenApiParameter:
        known = sorted(sparse.names(sparse.members(self._told())))
        # No enumeration: generated clients would call ``documents.url`` and ``documents_url`` the same.
        pattern = f"^({'|'.join(name.replace('.', '[.]') for name in known)})$"
        return OpenApiParameter(
            sparse.NAME,
            {"type": "array", "items": {"type": "string", "pattern": pattern}, "minItems": 1},
            description=ONLY,
            explode=False,
        )

    def _expand(self) -> OpenApiParameter:
        known = getattr(self.view, "expansions", {})
        return OpenApiParameter(
            expanding.NAME,
            {"type": "array", "items": {"type": "string", "enum": sorted(known)}, "minItems": 1},
            description=expanding.described(known),
            explode=False,
        )

    def _told(self) -> Any:
        serializer = self.get_response_serializers()
        return serializer[200] if isinstance(serializer, dict) else serializer


def _format() -> OpenApiParameter:
    return OpenApiParameter(exporting.NAME, str, enum=list(exporting.FORMATS), description=WHOLE)


def any_member_may_be_missing(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Call no member required of what is told with ``fields``: whoever chooses some gets no others (a hook)."""
    components = result.get("components", {}).get("schemas", {})
    chosen: set[str] = set()
    for item in result["paths"].values():
        for operation in item.values():
            if any(parameter["name"] == sparse.NAME for parameter in operation.get("parameters", [])):
                told = operation["responses"]["200"]["content"]["application/json"]["schema"]
                _follow(told, components, chosen)
    for name in chosen:
        if "results" not in components[name].get("properties", {}):
            components[name].pop("required", None)
    return result


def _follow(schema: Any, components: dict[str, Any], found: set[str]) -> None:
    """Add the names of all components that a schema leads to."""
    if isinstance(schema, list):
        for each in schema:
            _follow(each, components, found)
    elif isinstance(schema, dict):
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name in components and name not in found:
            found.add(name)
            _follow(components[name], components, found)
        for key, inner in schema.items():
            if key != "$ref":
                _follow(inner, components, found)
