"""The fields of a report that is meant for programs: a block of them for the mail, one for each recipient."""

import re
from base64 import b64decode
from email.message import Message
from quopri import decodestring

Fields = dict[str, str]

LONGEST = 64 * 1024
MOST_GROUPS = 50
_LINE_END = re.compile(r"\r\n|\r|\n")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def fields_in(part: Message) -> list[Fields]:
    """Return the blocks of a part, names in small letters; of a field that comes twice the first counts.

    A standard that forbids encoding it (RFC 3464, 2.1) is not always kept.
    """
    text = _LINE_END.sub("\n", _text(part)[:LONGEST])
    return [fields for block in _EMPTY_LINE.split(text)[:MOST_GROUPS] if (fields := _block(block))]


def _block(block: str) -> Fields:
    fields: Fields = {}
    name = ""
    for line in block.split("\n"):
        if line[:1] in (" ", "\t") and name:
            fields[name] += " " + line.strip()
            continue
        name, mark, value = line.partition(":")
        name = name.strip().lower()
        if not mark or name in fields:
            name = ""
            continue
        fields[name] = value.strip()
    return fields


def _text(part: Message) -> str:
    _head, _empty, body = part.as_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64":
        body = b64decode(re.sub(rb"[^A-Za-z0-9+/]", b"", body) + b"==")
    elif encoding == "quoted-printable":
        body = decodestring(body)
    return body.decode("utf-8", "replace")
