"""What the description says once, and every operation points to: problems, headers, how a portal signs in."""

from typing import Any

from api import problems

PORTAL = "portal"
TOKENS = "/identity/o/api/token"

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
            "description": "Sentences by name of parameter or field.",
        },
        "request_id": {"type": "string", "description": "Names this request, as the header `X-Request-Id` does."},
    },
}


def _text(description: str, **schema: Any) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string", **schema}}


HEADERS: dict[str, dict[str, Any]] = {
    "Cache-Control": _text("For how long the answer may be kept, and whether to ask again before it is shown."),
    "ETag": _text(
        "Names these very bytes. Sent back as `If-None-Match`, it brings 304 while nothing but the clock has changed."
    ),
    "Last-Modified": _text("When what is told here changed last."),
    "Link": _text("The pages beside this one and the description, as RFC 8288 has it: `next`, `prev`, `service-desc`."),
    "Location": _text("Address of what was made.", format="uri"),
    "Plenum-Api-Version": _text("Version of the description that the answer keeps to."),
    "RateLimit": _text('How many requests are left, and in how many seconds there are more: `"address";r=299;t=42`.'),
    "RateLimit-Policy": _text('How many requests are welcome in how many seconds: `"address";q=300;w=60`.'),
    "Retry-After": {
        "description": "After how many seconds to ask again.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "WWW-Authenticate": _text("What is wanted: a token of a portal, as RFC 6750 has it."),
    "X-Request-Id": _text("Names this request. Give it when you write to us about it."),
}
# Every answer has these, problems as well.
EVERYWHERE = ("Plenum-Api-Version", "RateLimit", "RateLimit-Policy", "X-Request-Id")
# A good answer to a reader has these as well.
WHEN_READ = ("Cache-Control", "ETag", "Last-Modified", "Link")
# A problem of this status has these as well.
WHEN_REFUSED = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}

SECURITY: dict[str, Any] = {
    PORTAL: {
        "type": "oauth2",
        "description": (
            "OAuth 2 client credentials of a registered portal: a token for an hour, sent as `Authorization: Bearer`. "
            "Reading needs none; with one, a portal is counted by itself and not by its address. What the portal "
            "may do in a process is granted by that process's secretariat."
        ),
        "flows": {"clientCredentials": {"tokenUrl": TOKENS, "scopes": {}}},
    }
}


def headers(*names: str) -> dict[str, Any]:
    """Return references to the headers of these names."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(names)}


def refusal(status: int) -> dict[str, Any]:
    """Describe the problem of this status."""
    return {
        "description": problems.KINDS[status].replace("-", " ").capitalize(),
        "headers": headers(*EVERYWHERE, *WHEN_REFUSED.get(status, ())),
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
