"""How much one request may bring."""

from typing import IO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BoundedRequest(FileUploadHandler):
    """Refuses a form with files that is larger than all that may be attached, before a byte of it is stored.

    Each file's own limit is asked once it has arrived; by then an endless one would have filled the disk. First in
    ``FILE_UPLOAD_HANDLERS``; it keeps nothing itself.
    """

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  # Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise ``RequestDataTooBig``, which is answered 400, for more than ``LARGEST_REQUEST`` bytes."""
        if content_length > settings.LARGEST_REQUEST:
            raise RequestDataTooBig("A form with files is larger than all that may be attached.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
