"""A mail server for tests: takes letters over SMTP on a free loopback port and answers as it was told."""

import email
import email.policy
import socketserver
import threading
from email.message import EmailMessage
from typing import Self


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it was sent in ``letters``, with their ``envelopes``: from whom, to whom.

    ``answers`` maps a command (``RCPT``, ``DATA``, ``.``), or a command to one address (``RCPT ben@example.org``), to a
    refusal; the empty answer hangs up. ``extensions`` are what it announces, ``heard`` is every line of every session.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str, str]] = []
        self.answers: dict[str, str] = {}
        self.extensions: list[str] = []
        self.heard: list[str] = []
        self.connections = 0

    @property
    def port(self) -> int:
        """The port that the kernel gave."""
        return self.server_address[1]

    @property
    def subjects(self) -> list[str]:
        """The subject lines of what arrived, in order."""
        return [letter["Subject"] for letter in self.letters]

    def __enter__(self) -> Self:
        """Begin to serve."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving and free the port."""
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    """One SMTP session (RFC 5321), as much of it as our client speaks."""

    server: MailServer

    def handle(self) -> None:
        """Answer until the client leaves, or is left."""
        self.sender = self.recipient = ""
        self.server.connections += 1
        going = self.say("220 ready")
        while going and (line := self.rfile.readline()):
            said = line.decode().strip()
            self.server.heard.append(said)
            going = self.answer(said)

    def answer(self, said: str) -> bool:
        """Answer one line; say whether to go on."""
        command, _blank, argument = said.partition(" ")
        command, address = command.upper(), argument.partition("<")[2].partition(">")[0]
        if command == "QUIT":
            self.say("221 goodbye")
            return False
        refusal = self.server.answers.get(f"{command} {address}", self.server.answers.get(command, "well"))
        if refusal != "well":
            return self.say(refusal)
        if command == "DATA":
            return self.take_data()
        if command == "EHLO":
            lines = ["here", *self.server.extensions]
            return self.say("\r\n".join(f"250{'-' if line is not lines[-1] else ' '}{line}" for line in lines))
        if command == "MAIL":
            self.sender = address
        if command == "RCPT":
            self.recipient = address
        return self.say("250 well")

    def take_data(self) -> bool:
        """Read one letter and keep it, unless it has no end or the answer to its end is a refusal."""
        self.say("354 go ahead")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append((line[1:] if line.startswith(b"..") else line).replace(b"\r\n", b"\n"))
        answer = self.server.answers.get(f". {self.recipient}", self.server.answers.get(".", "250 taken"))
        if answer.startswith("2"):
            self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
            self.server.envelopes.append((self.sender, self.recipient))
        return self.say(answer)

    def say(self, line: str) -> bool:
        """Send one answer; say whether to go on."""
        if line:
            self.wfile.write(line.encode() + b"\r\n")
        return bool(line)
