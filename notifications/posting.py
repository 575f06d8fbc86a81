"""The way to the mail server: one connection for many letters, opened anew when it has dropped."""

import smtplib
from types import TracebackType
from typing import Self

from django.core.mail import get_connection
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_noop

from notifications.making import CannotBeWritten, Mail, mail, message
from notifications.models import Letter

TAKEN, GO_AHEAD, REFUSED, CLOSING = 250, 354, 400, 421


class Post:
    """A connection that is opened when the first letter needs it. Django's mail backend opens it: TLS, sign-in and all.

    A letter goes in two steps, so that somebody can look once more before its content leaves: ``offer``, ``hand_in``.
    Whatever goes wrong is raised as ``smtplib`` or the network say it.
    """

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection()
        # Has anything come of the connection that is open now?
        self.has_served = False
        self._mail: Mail | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: TracebackType | BaseException | None) -> None:
        """Say goodbye, if there is anybody to say it to."""
        try:
            self._backend.close()
        except OSError:
            self._drop()

    def offer(self, letter: Letter) -> None:
        """Tell the mail server from whom and to whom a letter is.

        Raise ``CannotBeWritten`` or another ``ValueError`` for a letter that no mail can be made of.
        """
        if not isinstance(self._backend, smtp.EmailBackend):
            return
        self._mail = mail(letter)
        if self._backend.open():
            self.has_served = False
        try:
            self._envelope(self._connection, self._mail)
        except Exception as error:
            self._recover(error)
            raise

    def hand_in(self, letter: Letter) -> None:
        """Give the content of the letter that was offered last; return when the mail server has said yes to it."""
        if self._mail is None:
            self._backend.send_messages([message(letter)])
            return
        try:
            server = self._connection
            server.send(self._mail.content + b".\r\n")
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
        if self._mail is not None:
            self._drop()

    @property
    def _connection(self) -> smtplib.SMTP:
        return self._backend.connection  # type: ignore[attr-defined]  # of Django's SMTP backend

    def _envelope(self, server: smtplib.SMTP, mail: Mail) -> None:
        server.ehlo_or_helo_if_needed()
        options = ""
        if mail.is_international:
            if not server.has_extn("smtputf8"):
                raise CannotBeWritten(gettext_noop("Our mail server takes no address in these letters."))
            options = " SMTPUTF8"
        answers = self._ask(server, f"MAIL FROM:<{mail.sender}>{options}", f"RCPT TO:<{mail.recipient}>", "DATA")
        sender, recipient, data = answers
        for code, said in answers:
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

    @staticmethod
    def _ask(server: smtplib.SMTP, *commands: str) -> list[tuple[int, bytes]]:
        """The answers, one for each command; all asked at one go where the server likes that (RFC 2920)."""
        if server.has_extn("pipelining"):
            server.send("".join(f"{command}\r\n" for command in commands).encode())
            return [server.getreply() for _ in commands]
        answers: list[tuple[int, bytes]] = []
        for command in commands:
            server.send(f"{command}\r\n".encode())
            answers.append(server.getreply())
            if answers[-1][0] >= REFUSED and command != commands[-1]:
                # What was not asked has no better answer.
                return answers + [answers[-1]] * (len(commands) - len(answers))
        return answers

    def _recover(self, error: Exception) -> None:
        """Make ready for the next letter: after an answer about this one go on, after a fault begin anew."""
        if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | CannotBeWritten):
            self.has_served = True
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
        self.has_served = False
