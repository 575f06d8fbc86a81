"""``python -m bench.sink``: a mail server that takes everything and keeps nothing, as quickly as Python can.

Writes its port to stdout. Announces what mail servers commonly do.
"""

import asyncio
import sys

GREETING = b"220 sink\r\n"
EXTENSIONS = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
END = b"\r\n.\r\n"


class Session(asyncio.Protocol):
    """One client's session (RFC 5321), as much of it as ours and ``smtplib`` speak."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self.transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self.unread = b""
        self.in_letter = False
        self.transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        """Answer all that has come so far at one go."""
        self.unread += data
        answers = []
        while (answer := self._next()) is not None:
            answers.append(answer)
        self.transport.write(b"".join(answers))

    def _next(self) -> bytes | None:
        end = END if self.in_letter else b"\r\n"
        said, found, rest = self.unread.partition(end)
        if not found:
            return None
        self.unread = rest
        if self.in_letter:
            self.in_letter = False
            return b"250 taken\r\n"
        return self._answer(said[:4].upper())

    def _answer(self, command: bytes) -> bytes:
        if command == b"EHLO":
            return EXTENSIONS
        if command == b"DATA":
            self.in_letter = True
            return b"354 go ahead\r\n"
        return b"221 goodbye\r\n" if command == b"QUIT" else b"250 well\r\n"


async def main() -> None:
    """Serve until somebody ends this process."""
    server = await asyncio.get_running_loop().create_server(Session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
