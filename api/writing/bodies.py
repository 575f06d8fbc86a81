"""What comes in as the body of a submission: JSON, or JSON with files beside it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers
from rest_framework.request import Request

SAID, FILES = "submission", "files"


class Bounded(parsers.JSONParser):
    """JSON of a size and depth that a contribution can have."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        request = (parser_context or {}).get("request")
        if request is not None and int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("More than a contribution can be.")
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise exceptions.ParseError("Nested too deeply.") from error


@dataclass(frozen=True)
class Body:
    """What a request says, and the files that it brings along."""

    said: Any
    files: Sequence[UploadedFile] = ()
    is_form: bool = False

    @property
    def fingerprint(self) -> Any:
        """What tells it from any other, as JSON: of files, their names and what is in them."""
        if not self.is_form:
            return self.said
        return {SAID: self.said, FILES: [[file.name, _digest(file)] for file in self.files]}


def body_of(request: Request) -> Body:
    """Read the body. Raise ``ValidationError``, by JSON pointer, for a form that is not made as it should be."""
    data = request.data
    if not isinstance(data, QueryDict):
        return Body(data)
    wrong = {
        f"/{name}": [_("This member is not known. Known are: %(known)s.") % {"known": f"{SAID}, {FILES}"}]
        for name in data
        if name not in (SAID, FILES)
    }
    said: list[Any] = data.getlist(SAID)
    if len(said) != 1:
        wrong[f"/{SAID}"] = [_("Send this part once, as JSON.")]
    files: list[Any] = data.getlist(FILES)
    for place, file in enumerate(files):
        if not isinstance(file, UploadedFile):
            wrong[f"/{FILES}/{place}"] = [_("Send this part as a file, with its name.")]
    if wrong:
        raise exceptions.ValidationError(wrong)
    return Body(_read(said[0]), files, is_form=True)


def _read(part: str | UploadedFile) -> Any:
    """The JSON of a part; some programs send it as a file."""
    if isinstance(part, UploadedFile):
        if (part.size or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("More than a contribution can be.")
        raw = part.read()
    else:
        raw = part.encode()
    return Bounded().parse(BytesIO(raw))


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
