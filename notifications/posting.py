"""The way to the mail server: one connection for many letters, opened anew when it has dropped."""

import logging
import smtplib
from contextlib import suppress
from types import TracebackType
from typing import ClassVar, Self
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_noop

from notifications.making import CannotBeWritten, Mail, mail, message
from notifications.models import Letter

logger = logging.getLogger(__name__)

TAKEN, GO_AHEAD, REFUSED, CLOSING = 250, 354, 400, 421


class Post:
    """A connection that is opened when the first letter needs it. Django's mail backend opens it: TLS, sign-in and all.

    A letter goes in two steps, so that somebody can look once more before its content leaves: ``offer``, ``hand_in``.
    Whatever goes wrong is raised as ``smtplib`` or the network say it.

    Where the mail server likes it, the next letter is offered in the same packet as the content of the one before (RFC
    2920, 3.1), and their answers come together: one round trip for each letter.
    """

    # Mail servers that say that they like it, and then overlook what came along with a content; by host and port.
    overlooking: ClassVar[set[tuple[str, int]]] = set()

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection()
        # Has anything come of the connection that is open now?
        self.has_served = False
        self._written: dict[UUID, Mail] = {}
        # Whose content the mail server waits for, or is about to.
        self._offered: UUID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: TracebackType | BaseException | None) -> None:
        """Say goodbye, if there is anybody to say it to."""
        if self._offered is not None:
            # Whatever is said now would be content.
            self._drop()
        try:
            self._backend.close()
        except OSError:
            self._drop()

    def prepare(self, letter: Letter | None) -> None:
        """Write a letter out while there is time; what cannot be written is raised when it is offered."""
        if letter is not None and self._is_smtp and letter.pk not in self._written:
            with suppress(Exception):
                self._written[letter.pk] = mail(letter)

    def expects(self, letter: Letter) -> bool:
        """Has this letter been offered already, along with the one before?"""
        return self._offered == letter.pk

    def offer(self, letter: Letter) -> None:
        """Tell the mail server from whom and to whom a letter is.

        Raise ``CannotBeWritten`` or another ``ValueError`` for a letter that no mail can be made of.
        """
        if not self._is_smtp:
            return
        if self._offered not in (None, letter.pk):
            self._drop()
        written = self._written[letter.pk] = self._written.get(letter.pk) or mail(letter)
        if self._backend.open():
            self.has_served = False
        try:
            self._envelope(self._connection, written, along=self.expects(letter))
        except Exception as error:
            del self._written[letter.pk]
            self._recover(error)
            raise
        self._offered = letter.pk

    def hand_in(self, letter: Letter, *, along: Letter | None = None) -> None:
        """Give the content of the letter that was offered last; return when the mail server has said yes to it.

        ``along``: the letter that will be offered next, if nothing comes between.
        """
        if not self._is_smtp:
            self._backend.send_messages([message(letter)])
            return
        content, self._offered = self._written.pop(letter.pk).content + b".\r\n", None
        try:
            server = self._connection
            server.send(content + self._envelope_of(along, server))
            code, said = server.getreply()
            if code == CLOSING:
                raise smtplib.SMTPConnectError(code, said)
            if code != TAKEN:
                raise smtplib.SMTPDataError(code, said)
        except Exception as error:
            self._recover(error)
            raise
        self.has_served = True

    def withdraw(self) -> None:
        """Take back what was offered. The server waits for content now: only by leaving it gets none."""
        if self._offered is not None:
            self._drop()

    @property
    def _is_smtp(self) -> bool:
        return isinstance(self._backend, smtp.EmailBackend)

    @property
    def _connection(self) -> smtplib.SMTP:
        return self._backend.connection  # type: ignore[attr-defined]  # of Django's SMTP backend

    @property
    def _place(self) -> tuple[str, int]:
        return self._backend.host, self._backend.port  # type: ignore[attr-defined]  # of Django's SMTP backend

    def _envelope_of(self, letter: Letter | None, server: smtplib.SMTP) -> bytes:
        """What offers a letter right behind the content of the one before; nothing where that cannot be."""
        self.prepare(letter)
        if letter is None or letter.pk not in self._written:
            return b""
        if self._place in self.overlooking or not server.has_extn("pipelining"):
            return b""
        try:
            commands = _commands(server, self._written[letter.pk])
        except CannotBeWritten:
            return b""
        self._offered = letter.pk
        return _lines(*commands)

    def _envelope(self, server: smtplib.SMTP, mail: Mail, *, along: bool) -> None:
        server.ehlo_or_helo_if_needed()
        sender, recipient, data = self._answers_along(server) if along else self._ask(server, *_commands(server, mail))
        for code, said in (sender, recipient, data):
            if code == CLOSING:
                raise smtplib.SMTPConnectError(code, said)
        if sender[0] >= REFUSED:
            raise smtplib.SMTPSenderRefused(*sender, mail.sender)
        if recipient[0] >= REFUSED:
            if data[0] == GO_AHEAD:
                # Content for nobody: the end of it brings the server back.
                server.send(b".\r\n")
                server.getreply()
            raise smtplib.SMTPRecipientsRefused({mail.recipient: recipient})
        if data[0] != GO_AHEAD:
            raise smtplib.SMTPDataError(*data)

    def _answers_along(self, server: smtplib.SMTP) -> list[tuple[int, bytes]]:
        self._offered = None
        try:
            return [server.getreply() for _command in range(3)]
        except smtplib.SMTPServerDisconnected as error:
            if isinstance(error.__context__, TimeoutError):
                logger.warning("The mail server overlooks what comes along with a content; it gets one by one now.")
                self.overlooking.add(self._place)
            raise

    @staticmethod
    def _ask(server: smtplib.SMTP, *commands: str) -> list[tuple[int, bytes]]:
        """The answers, one for each command; all asked at one go where the server likes that (RFC 2920)."""
        if server.has_extn("pipelining"):
            server.send(_lines(*commands))
            return [server.getreply() for _ in commands]
        answers: list[tuple[int, bytes]] = []
        for command in commands:
            server.send(_lines(command))
            answers.append(server.getreply())
            if answers[-1][0] >= REFUSED and command != commands[-1]:
                # What was not asked has no better answer.
                return answers + [answers[-1]] * (len(commands) - len(answers))
        return answers

    def _recover(self, error: Exception) -> None:
        """Make ready for the next letter: after an answer about this one go on, after a fault begin anew."""
        if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | CannotBeWritten):
            self.has_served = True
            if self._offered is None:
                self._reset()
        else:
            self._drop()

    def _reset(self) -> None:
        try:
            self._connection.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        connection = getattr(self._backend, "connection", None)
        if connection is not None:
            connection.close()
            self._backend.connection = None  # type: ignore[attr-defined]  # so that Django opens another
        self._offered = None
        self.has_served = False


def _commands(server: smtplib.SMTP, mail: Mail) -> tuple[str, str, str]:
    """What offers a mail. Raise ``CannotBeWritten`` where the server cannot read its address."""
    options = ""
    if mail.is_international:
        if not server.has_extn("smtputf8"):
            raise CannotBeWritten(gettext_noop("Our mail server takes no address in these letters."))
        options = " SMTPUTF8"
    return f"MAIL FROM:<{mail.sender}>{options}", f"RCPT TO:<{mail.recipient}>", "DATA"


def _lines(*commands: str) -> bytes:
    return "".join([f"{command}\r\n" for command in commands]).encode()
