"""Which form of an answer a client takes, by its ``Accept`` (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api.codings import quality

JSON = "application/json"
# What some lists offer beside it.
ROWS = ("text/csv", "application/x-ndjson")


class ByAccept(BaseContentNegotiation):
    """The form that the client likes best among those of the view; the view's first where it likes several the same."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> tuple[BaseRenderer, str]:
        """Return the renderer and its media type; raise NotAcceptable where the client takes none."""
        offered = {renderer.media_type: renderer for renderer in renderers}
        best = preferred(request.headers.get("Accept", ""), tuple(offered))
        if best is None:
            raise NotAcceptable
        return offered[best], best


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type that is liked best, the first offered of several; None where none is taken."""
    liked = {media_type: liking(accept, media_type) for media_type in offered}
    best = max(liked, key=lambda media_type: liked[media_type])
    return best if liked[best] > 0 else None


@lru_cache(maxsize=256)
def wants_json(accept: str) -> bool:
    """Does a client with this ``Accept`` get JSON wherever there is JSON, whatever else is offered there?"""
    return preferred(accept, (JSON, *ROWS)) == JSON


@lru_cache(maxsize=512)
def liking(accept: str, media_type: str) -> float:
    """Return how much ``media_type`` is liked, from 0 to 1: the most specific range that fits it decides."""
    if not accept.strip():
        return 1.0
    kind = media_type.partition("/")[0]
    fits = {media_type: 3, f"{kind}/*": 2, "*/*": 1}
    found, how_well = 0.0, 0
    for part in accept.lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        if fits.get(name, 0) > how_well:
            found, how_well = quality(parameters), fits[name]
    return found
