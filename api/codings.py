"""How a body is packed for the way: gzip or Brotli, whichever its reader prefers."""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

import brotli
from django.http import HttpResponseBase, StreamingHttpResponse

PLAIN = ""
# The first is taken where a reader likes several the same.
KNOWN = ("br", "gzip")
# Below, packing saves less than it costs.
WORTH = 400  # bytes
BROTLI_QUALITY, GZIP_LEVEL = 4, 5
PACKABLE = re.compile(r"(application/([a-z.-]+\+)?json|application/x-ndjson|text/)")


@lru_cache(maxsize=256)
def wanted(accept_encoding: str) -> str:
    """Return the coding that a reader with this ``Accept-Encoding`` prefers; ``PLAIN`` for none (RFC 9110, 12.5.3)."""
    liking = dict(_likings(accept_encoding))
    best, most = PLAIN, 0.0
    for coding in KNOWN:
        liked = liking.get(coding, liking.get("x-gzip", 0.0) if coding == "gzip" else 0.0) or (
            liking.get("*", 0.0) if coding not in liking else 0.0
        )
        if liked > most:
            best, most = coding, liked
    return best if most >= liking.get("identity", 0.0) else PLAIN


def pack(body: bytes, coding: str) -> bytes:
    """Return the body in this coding; the same bytes for the same body."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0) if coding == "gzip" else body


def pack_stream(response: StreamingHttpResponse, coding: str) -> None:
    """Pack what a response streams as it goes by, piece by piece, in constant memory."""
    pieces: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]  # never asked by an async server
    response.streaming_content = _brotlied(pieces) if coding == "br" else _gzipped(pieces)
    response.headers["Content-Encoding"] = coding
    del response.headers["Content-Length"]


def is_packable(response: HttpResponseBase) -> bool:
    """Is it text, and not packed yet?"""
    kind = response.headers.get("Content-Type", "")
    return "Content-Encoding" not in response.headers and PACKABLE.match(kind) is not None


def _brotlied(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = brotli.Compressor(quality=BROTLI_QUALITY)
    for piece in pieces:
        # Each piece leaves whole: its reader shall not wait for the next. One of nothing would end a chunked answer.
        if packed := bytes(packer.process(piece) + packer.flush()) if piece else b"":
            yield packed
    yield bytes(packer.finish())


def _gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        if packed := packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH) if piece else b"":
            yield packed
    yield packer.flush()


def _likings(header: str) -> Iterator[tuple[str, float]]:
    for part in header.lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        yield name, quality(parameters)


def quality(parameters: Iterable[str]) -> float:
    """Return the weight ``q`` among the parameters of a header's item; 1 where none is given, 0 for nonsense."""
    for parameter in parameters:
        name, _is, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
