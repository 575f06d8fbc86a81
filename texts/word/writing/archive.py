"""A package of parts as bytes; the same parts give the same bytes, whenever and wherever."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest moment that a zip file can name.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file with the parts in the order given (in a Word file ``[Content_Types].xml`` comes first)."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts.items():
            package.writestr(entry(name), content)
    return buffer.getvalue()


def entry(name: str) -> ZipInfo:
    """What a zip file says of one part: nothing that depends on the machine or the moment."""
    info = ZipInfo(name, _ALWAYS)
    info.compress_type = ZIP_DEFLATED
    info.create_system = _UNIX  # zipfile asks the machine otherwise
    info.external_attr = 0o600 << 16
    return info
