"""A letter as mail: its headers, its two forms, its bytes."""

import re
from binascii import b2a_qp
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext_noop

from common.lines import one_line
from notifications.models import Letter, Words
from notifications.names import return_address

# What may stand before the @ without quotes, or within them (RFC 5321, 4.1.2; RFC 6531 for other letters).
_LOCAL = re.compile(r'[^\x00-\x20\x7f-\xa0()<>\[\]:;@\\,"]+|"[\x20\x21\x23-\x5b\x5d-\x7e]+"')
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*|\[[a-z0-9.:]+\]", re.IGNORECASE)
KEPT = 64
LONGEST_LINE, LONGEST_HEADER_LINE = 60, 76
# A name of such words stands as it is, with one of these signs in quotes (RFC 5322, 3.2); any other is encoded, also so
# that nothing in it can be taken for a header by whoever reads a report about the letter.
_WORDS = re.compile(r"[A-Za-z0-9'_/-]+( [A-Za-z0-9'_/-]+)*")
_QUOTABLE = re.compile(r"[A-Za-z0-9'_/. ,()&-]+")
# Stands in no quoted-printable text: there, two hexadecimal digits follow the sign.
BOUNDARY = "=_the-other-form_="
PART_HEAD = b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'


class CannotBeWritten(ValueError):
    """No mail can be made of this letter, now or later; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter as a mail server takes it: lines end with CRLF and none begins with a full stop.

    ``is_international``: its address has other letters than ASCII's.
    """

    sender: str
    recipient: str
    content: bytes
    is_international: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that many letters have in common, written out: the last headers and the body, in pieces.

    What ends them for one reader stands between the pieces.
    """

    pieces: tuple[bytes, ...]

    def for_reader(self, token: str) -> bytes:
        """The sheet with one reader's token in its places."""
        return self.pieces[0] if len(self.pieces) == 1 else _quoted(token).join(self.pieces)


def mail(letter: Letter) -> Mail:
    """Write a letter out as bytes. Letters that share their words are encoded once.

    Raise ``CannotBeWritten`` for an address, ``ValueError`` for anything else that no mail can be made of.
    """
    recipient, token = written_address(letter.address), letter.stop_token
    own = {"To": mailbox(letter.called, recipient)} | {n: _plain(value) for n, value in _own_headers(letter, token)}
    if letter.words_id is None:
        sheet = _sheet(letter.language, letter.subject_line, letter.text, letter.html)
    else:
        sheet = _shared_sheet(letter.words)
    return Mail(
        sender=written_address(return_address(letter.pk)),
        recipient=recipient,
        content=_headers(own) + sheet.for_reader(token),
        is_international=not recipient.isascii(),
    )


def message(letter: Letter) -> EmailMultiAlternatives:
    """The same letter for those of Django's mail backends that speak no SMTP."""
    text, html = letter.written()
    headers = dict(_own_headers(letter, letter.stop_token)) | _shared_headers(letter.language)
    to = mailbox(letter.called, letter.address).replace("\r\n", "")
    made = EmailMultiAlternatives(subject=letter.subject_line, body=text, to=[to], headers=headers)
    if html:
        made.attach_alternative(html, "text/html")
    return made


@lru_cache(maxsize=KEPT)
def written_address(address: str) -> str:
    """An address as it stands in mail: the domain in ASCII (IDNA), nothing that would end a header or a command.

    Raise ``CannotBeWritten`` for anything else.
    """
    local, _at, domain = address.rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not _LOCAL.fullmatch(local) or not local.isprintable() or not _HOST.fullmatch(host):
        raise CannotBeWritten(gettext_noop("No letter can be addressed like this."))
    return f"{local}@{host}"


def mailbox(name: str, address: str) -> str:
    """An address with the name of whom it belongs to before it, as it stands in a header; alone without one.

    Folded into lines where it is long, as headers may be. Nothing that could not be seen, or turns what follows it, is
    left of a name.
    """
    name = one_line(name)
    if not name:
        return address
    if len(name) <= LONGEST_LINE and _QUOTABLE.fullmatch(name):
        written = name if _WORDS.fullmatch(name) else f'"{name}"'
    else:
        written = Header(name, "utf-8", header_name="To", maxlinelen=74).encode(linesep="\r\n")
    last = written.rpartition("\n")[2]
    fold = "" if len(f"To: {last} <{address}>") <= LONGEST_HEADER_LINE else "\r\n"
    return f"{written}{fold} <{address}>"


def _own_headers(letter: Letter, token: str) -> Iterator[tuple[str, str]]:
    """What is different for each letter, beside whom it goes to; ``token`` ends letters of its kind."""
    yield "Message-ID", letter.message_id
    yield "Date", format_datetime(timezone.now())
    if settings.MAIL_LETTER_HEADER:
        yield settings.MAIL_LETTER_HEADER, letter.pk.hex
    if letter.stop:
        # RFC 2369 and RFC 8058: one click in the mail program ends it, without a page to read first.
        yield "List-Unsubscribe", f"<{settings.SITE_URL}{resolve_url(settings.LETTERS_STOPPED_AT, token)}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
        yield "List-Id", f"<{list_name(letter.family)}>"
        yield "Precedence", "bulk"


def _shared_headers(language: str) -> dict[str, str]:
    """What all letters in a language have alike."""
    # RFC 3834: no out-of-office answers, please.
    return {"Auto-Submitted": "auto-generated", "Content-Language": language}


def list_name(family: str) -> str:
    """What mail programs sort by (RFC 2919): ``digest.following.plenum.example`` for ``following/digest``."""
    label = ".".join(reversed(re.sub(r"[^a-z0-9_/-]", "-", family.lower()).split("/")))
    return f"{label}.{urlsplit(settings.SITE_URL).hostname}"


@lru_cache(maxsize=KEPT)
def _shared_sheet(words: Words) -> Sheet:
    """Words never change: what they look like as mail is kept (by their key, as models compare)."""
    return _sheet(words.language, words.subject_line, words.text, words.html, mark=words.mark)


def _sheet(language: str, subject_line: str, text: str, html: str, *, mark: str = "") -> Sheet:
    head = _headers({"Subject": _in_words(subject_line)}) + _shared_head(language, settings.DEFAULT_FROM_EMAIL)
    if html:
        head += f'Content-Type: multipart/alternative; boundary="{BOUNDARY}"\r\n\r\n'.encode()
        line = f"--{BOUNDARY}".encode()
        # The line break before a boundary belongs to that.
        forms = [b"%s\r\n%s\r\n" % (line, part) for part in (_part("plain", text), _part("html", html))]
        content = head + b"".join(forms) + line + b"--\r\n"
    else:
        content = head + _part("plain", text)
    if not mark:
        return Sheet((content,))
    # A long line may have been broken within the mark.
    broken = b"(?:=\r\n)?".join(re.escape(letter.encode()) for letter in mark)
    return Sheet(tuple(re.split(broken, content)))


@lru_cache(maxsize=KEPT)
def _shared_head(language: str, sender: str) -> bytes:
    return _headers({"From": formataddr(parseaddr(sender)), **_shared_headers(language), "MIME-Version": "1.0"})


def _headers(given: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in given.items()).encode()


def _in_words(subject_line: str) -> str:
    """A line that people wrote, as a header; encoded (RFC 2047) unless it is short ASCII words."""
    is_plain = _plain(subject_line).isascii() and "=?" not in subject_line
    if is_plain and len(subject_line) < LONGEST_LINE and subject_line.isprintable():
        # Most of them, and the standard library takes its time.
        return subject_line
    can_be_folded = all(len(word) < LONGEST_LINE for word in subject_line.split())
    charset = "us-ascii" if is_plain and can_be_folded else "utf-8"
    return Header(subject_line, charset, header_name="Subject", maxlinelen=74).encode(linesep="\r\n")


def _part(kind: str, text: str) -> bytes:
    """One form of the body.

    Quoted-printable in any language: every mail server takes it, and what differs can be put into it. No line begins
    with a full stop, which would mean something to a mail server (RFC 5321, 4.5.2).
    """
    ended = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    lines = ended.replace("\n", "\r\n").encode()
    return PART_HEAD % kind.encode() + b2a_qp(lines, istext=True).replace(b"\r\n.", b"\r\n=2E")


def _quoted(token: str) -> bytes:
    """A reader's token on lines of its own that end where no reader sees it (RFC 2045, 6.7: soft line breaks)."""
    whole = [token[at : at + LONGEST_LINE] for at in range(0, len(token), LONGEST_LINE)]
    lines = [line.replace("=", "=3D").replace(".", "=2E") for line in whole]
    return "".join(f"=\r\n{line}" for line in [*lines, ""]).encode("ascii")


def _plain(value: str) -> str:
    if "\r" in value or "\n" in value:
        raise ValueError("A header has one line.")
    return value
