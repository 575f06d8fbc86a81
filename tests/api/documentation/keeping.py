"""Examples are kept as they were answered: written where that is wished, compared always.

After a wanted change: ``UPDATE_EXAMPLES=1 pytest tests/api/documentation``, and read what it changes.
"""

import json
import os
from typing import Any

from api.documentation.examples import EXAMPLES, example_of

PREFIX = "/api/v1/"


def answered(method: str, path: str, response: Any, *, body: Any = None) -> dict[str, Any]:
    """Return what was asked and answered, as it is kept; ``path`` below ``/api/v1/``."""
    kept: dict[str, Any] = {"request": f"{PREFIX}{path}"}
    if method != "GET":
        kept |= {"method": method, "status": response.status_code}
    if body is not None:
        kept["body"] = body
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    if "json" in media_type.partition("/")[2].split("+") and media_type != "application/x-ndjson":
        return kept | {"response": response.json()}
    if response.status_code == 204:
        return kept
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return kept | {"media_type": media_type, "response": content.decode()}


def stay_as_stored(name: str, now: dict[str, Any]) -> None:
    """Compare with the stored example of this name; where it is wished, store it first."""
    if os.environ.get("UPDATE_EXAMPLES"):
        (EXAMPLES / f"{name}.json").write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    assert example_of(name) == now
