"""Files on their way to be saved."""

from typing import IO

from django.http import FileResponse
from django.utils.http import content_disposition_header

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
    "zip": "application/zip",
}


def attached(name: str, kind: str) -> str:
    """The header that has a browser save a file under a name: ``WGX-1-1-compilation.docx``."""
    plain = name.replace("/", "-").replace(" ", "-")
    return content_disposition_header(as_attachment=True, filename=f"{plain}.{kind}") or "attachment"


def streamed(stored: IO[bytes], kind: str, name: str, *, size: int) -> FileResponse:
    """A stored file, piece by piece; it is closed with the answer."""
    response = FileResponse(stored, content_type=TYPES[kind])
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = attached(name, kind)
    return response
