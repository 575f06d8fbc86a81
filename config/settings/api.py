"""The API: no sessions, JSON only, bounded."""

from .people import NUM_PROXIES
from .place import env

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.documentation.shapes.Described",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": NUM_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# Answers made for one address, or for a portal that shows its key; those that are kept ready do not count.
API_RATES = {
    "address": env.str("API_RATE", default="300/min"),
    "portal": env.str("API_PORTAL_RATE", default="3000/min"),
    "tokens": env.str("TOKEN_RATE", default="30/min"),  # each costs us the hash of a secret
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Plenum API",
    "DESCRIPTION": "Open comment periods, rounds and published contributions, for other portals.",
    "VERSION": "1.1.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "api.documentation.shapes.any_member_may_be_missing",
        "api.documentation.completing.completed",
    ],
}
# Feeds and calendars made for one address in an hour; those that are kept ready do not count.
SUBSCRIPTIONS_PER_HOUR = env.int("SUBSCRIPTIONS_PER_HOUR", default=3000)
# Under which domain, and a year in which it was ours, feeds and calendars name things for good: "plenum.example,2026".
TAG_AUTHORITY = env.str("TAG_AUTHORITY", default="")
