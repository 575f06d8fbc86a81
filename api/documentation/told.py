"""What receivers of webhooks are sent, as OpenAPI 3.1 has it: one description for each kind."""

from typing import Any

from api.documentation.examples import example_of
from webhooks.enums import Kind

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What happened. Nothing in it can be taken back: addresses, numbers and dates; words are fetched.",
    "required": ["id", "type", "timestamp", "sequence", "data"],
    "properties": {
        "id": {"type": "string", "description": "The same however often it is sent: keep it, and do nothing twice."},
        "type": {"type": "string", "enum": [kind.value for kind in Kind]},
        "timestamp": {"type": "string", "format": "date-time", "description": "When it happened."},
        "sequence": {"type": "integer", "description": "Grows; of one subject, what happened later has the higher."},
        "data": {
            "type": "object",
            "additionalProperties": True,
            "description": "`url` is the address in this API where everything about it stands now.",
        },
    },
}
HEADERS = {
    "webhook-id": "The event's `id`.",
    "webhook-timestamp": "When this was sent, in seconds since 1970; refuse what is older than five minutes.",
    "webhook-signature": "`v1,` and the HMAC-SHA256, in base 64, of id, timestamp and body joined by dots. Several "
    "may stand here, parted by blanks.",
}


def _text(said: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": said, **more}


def _number(said: str) -> dict[str, Any]:
    return {"type": "integer", "description": said}


_URL = {"url": _text("In this API: everything about it, as it stands now.", format="uri")}
_PAGE = {"page": _text("Its page, for people.", format="uri")}
_WHERE = {"process": _text("Slug of the process."), "round": _number("Number of the round in its process.")}
_PERIOD = {
    **_URL,
    **_PAGE,
    "comment_period": _number("Its id."),
    **_WHERE,
    "opens_at": _text("RFC 3339, offset of the announced zone.", format="date-time"),
    "closes_at": _text("RFC 3339, offset of the announced zone.", format="date-time"),
    "time_zone": _text("The zone in which the dates were announced (IANA name)."),
}
_DECIDED = {
    **_PERIOD,
    "opens_before": _text("As it was announced before.", format="date-time"),
    "closes_before": _text("As it was announced before.", format="date-time"),
    "has_reason": {"type": "boolean", "description": "Was a reason given? It stands in `history` at `url`."},
}
_PLACE = {"contribution": _number("Its id."), "symbol": _text("How it is cited."), **_URL, **_PAGE}
_CONTRIBUTION = {
    **_PLACE,
    "comment_period": {"type": ["integer", "null"], "description": "Id of its period."},
    **_WHERE,
}
_OTHER = {"type": "object", "required": list(_PLACE), "properties": _PLACE, "additionalProperties": False}
_REVISED = {
    **_CONTRIBUTION,
    "revises": {**_OTHER, "description": "What it takes the place of."},
    "modifies": {**_OTHER, "description": "What it adds to or corrects."},
}
_TEXT = {
    **_URL,
    **_PAGE,
    "text": _number("Id of the text."),
    "text_version": _number("Id of the version."),
    "symbol": _text("Of the document that carries it."),
    "digest": _text("SHA-256 of the version, hexadecimal."),
    **_WHERE,
}
# What may be left out.
OPTIONAL = {"modifies", "revises"}
# The members of ``data`` by kind; all others are decisions about the dates of a period.
DATA: dict[Kind, dict[str, Any]] = {
    Kind.PERIOD_OPENED: _PERIOD,
    Kind.PERIOD_CLOSING: {**_PERIOD, "days": _number("Closes in so many days.")},
    Kind.PERIOD_CLOSED: _PERIOD,
    Kind.CONTRIBUTION_PUBLISHED: {**_CONTRIBUTION, "modifies": _REVISED["modifies"]},
    Kind.CONTRIBUTION_REVISED: _REVISED,
    Kind.CONTRIBUTION_WITHDRAWN: _CONTRIBUTION,
    Kind.TEXT_ISSUED: _TEXT,
    Kind.CHALLENGE: {"challenge": _text("The words to answer with.")},
    Kind.TEST: {"endpoint": _number("Id of the address that is told.")},
}


def webhooks() -> dict[str, Any]:
    """Return the part ``webhooks`` of the description."""
    return {kind.value: {"post": _told(kind)} for kind in Kind}


def _told(kind: Kind) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "header", "required": True, "description": said, "schema": {"type": "string"}}
        for name, said in HEADERS.items()
    ]
    wanted = 'The `challenge` in `data`, as `{"challenge": …}`.' if kind == Kind.CHALLENGE else "Taken."
    return {
        "operationId": kind.value.replace(".", "_"),
        "summary": f"{kind.value.replace('.', ' ').replace('_', ' ').capitalize()}",
        "parameters": parameters,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _schema(kind), **_example(kind)}},
        },
        "responses": {"2XX": {"description": wanted}, "410": {"description": "Send nothing here any more."}},
    }


def _schema(kind: Kind) -> dict[str, Any]:
    members = DATA.get(kind, _DECIDED)
    required = [name for name in members if name not in OPTIONAL]
    data = {"type": "object", "required": required, "properties": members}
    own = {"type": "object", "properties": {"type": {"const": kind.value}, "data": data}}
    return {"allOf": [{"$ref": "#/components/schemas/WebhookEvent"}, own]}


def _example(kind: Kind) -> dict[str, Any]:
    found = example_of(f"told.{kind.value}")
    return {} if found is None else {"examples": {"example": {"value": found["body"]}}}
