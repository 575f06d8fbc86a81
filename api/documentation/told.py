"""What receivers of webhooks are sent, as OpenAPI 3.1 has it: one description for each kind."""

from typing import Any

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
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/WebhookEvent"}}},
        },
        "responses": {"2XX": {"description": wanted}, "410": {"description": "Send nothing here any more."}},
    }
