"""A zip file laid out as BagIt asks (RFC 8493): what is kept lies in ``data/``, and a manifest has the SHA-256 of each.

The same content gives the same bytes: entries bear no moment, and stand in the order in which they are put in.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_ALWAYS = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PIECE = 1 << 20
# Beyond this zip needs its longer numbers, and has to be told before.
_HUGE = 1 << 31


class Bag:
    """Put things in by their path below ``data/``; leaving the context writes the manifests."""

    def __init__(self, file: BinaryIO, info: Mapping[str, str]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, allowZip64=True)
        self._info = info
        # Lines of the manifest wait on the disk: they are as many as the files.
        self._manifest = tempfile.TemporaryFile("w+b")  # noqa: SIM115  # closed with the bag
        self._tags: list[tuple[str, str]] = []
        self._octets = self._files = 0

    def __enter__(self) -> "Bag":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._zip, self._manifest:
            if kind is None:
                self._close()

    def put(self, path: str, content: bytes | str) -> str:
        """Keep a content that is in memory; return its SHA-256."""
        data = content.encode() if isinstance(content, str) else content
        return self.copy(path, [data], size=len(data))

    def copy(self, path: str, pieces: Iterable[bytes], *, size: int = 0, packed: bool = False) -> str:
        """Keep what comes in pieces; ``packed`` for what would not become smaller. Return its SHA-256."""
        with self._entry(f"data/{path}", size=size, packed=packed) as entry:
            found = hashlib.sha256()
            for piece in pieces:
                found.update(piece)
                entry.write(piece)
                self._octets += len(piece)
        self._files += 1
        self._manifest.write(f"{found.hexdigest()}  data/{_escaped(path)}\n".encode())
        return found.hexdigest()

    def tag(self, path: str, pieces: Iterable[bytes]) -> None:
        """Put in something about the bag, beside ``data/``."""
        found = hashlib.sha256()
        with self._entry(path) as entry:
            for piece in pieces:
                found.update(piece)
                entry.write(piece)
        self._tags.append((found.hexdigest(), path))

    def _close(self) -> None:
        self.tag("bagit.txt", [b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"])
        facts = {**self._info, "Payload-Oxum": f"{self._octets}.{self._files}"}
        self.tag("bag-info.txt", [f"{name}: {_one_line(value)}\n".encode() for name, value in facts.items()])
        self.tag("manifest-sha256.txt", self._lines())
        with self._entry("tagmanifest-sha256.txt") as entry:
            for found, path in self._tags:
                entry.write(f"{found}  {path}\n".encode())

    def _lines(self) -> Iterator[bytes]:
        self._manifest.seek(0)
        return pieces_of(self._manifest)

    @contextmanager
    def _entry(self, name: str, *, size: int = 0, packed: bool = False) -> Iterator[IO[bytes]]:
        info = ZipInfo(name, _ALWAYS)
        info.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
        info.create_system = _UNIX  # zipfile asks the machine otherwise
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=size >= _HUGE) as entry:
            yield entry


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of a file, a megabyte at a time."""
    while piece := file.read(_PIECE):
        yield piece


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _one_line(value: str) -> str:
    return " ".join(value.split())
