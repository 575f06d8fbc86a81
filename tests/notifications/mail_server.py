"""A mail server for tests: takes letters over SMTP on a free loopback port and answers as it was told."""

import email
import email.policy
import socketserver
import threading
from email.message import EmailMessage
from typing import Self


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it was sent in ``letters``; ``answers`` maps a command (``RCPT``, ``DATA``, ``.``) to a refusal."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, str] = {}

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
        """Answer until the client leaves."""
        self.say("220 ready")
        while line := self.rfile.readline():
            command = line.decode().split()[0].upper() if line.strip() else ""
            if command == "QUIT":
                return self.say("221 goodbye")
            if command == "DATA" and "DATA" not in self.server.answers:
                self.take_data()
            else:
                self.say(self.server.answers.get(command, "250 well"))
        return None

    def take_data(self) -> None:
        """Read one letter and keep it, unless the answer to its end is a refusal."""
        self.say("354 go ahead")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append((line[1:] if line.startswith(b"..") else line).replace(b"\r\n", b"\n"))
        if "." not in self.server.answers:
            self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.say(self.server.answers.get(".", "250 taken"))

    def say(self, line: str) -> None:
        """Send one answer."""
        self.wfile.write(line.encode() + b"\r\n")
