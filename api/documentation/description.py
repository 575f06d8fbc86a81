"""The OpenAPI description: made from the views, stored beside them, given out as stored.

The stored file is what a reviewer sees change; ``manage.py api_schema --check`` says when it is stale.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.generators import SchemaGenerator

STORED = Path(__file__).resolve().parent.parent / "openapi.json"
PREFIX = "/api/v1/"


def made() -> str:
    """Return the description as the code has it now, as JSON text."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def stored() -> str:
    """Return the stored description, as JSON text; empty where there is none yet."""
    return STORED.read_text() if STORED.exists() else ""


@cache
def read() -> dict[str, Any]:
    """Return the stored description."""
    found: dict[str, Any] = json.loads(stored())
    return found
