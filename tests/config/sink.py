"""A mail server that takes letters, and refuses, delays and drops some of them as a throw of dice says."""

import asyncio
import email
import email.policy
import socket
import threading
from collections import Counter
from random import Random
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# What is thrown for each letter; the rest is simply taken.
REFUSED_FOR_NOW, DELAYED, DROPPED_BEFORE, DROPPED_AFTER = 0.02, 0.01, 0.005, 0.002
GONE = "gone-"


class Sink:
    """Keeps the Message-ID and the address of every letter that it took, also where its yes was lost on the way."""

    def __init__(self, *, seed: int, is_calm: bool = False) -> None:
        self.taken: list[tuple[str, str]] = []
        self.did: Counter[str] = Counter()
        self.is_calm = is_calm
        self._dice = Random(seed)
        self._lock = threading.Lock()
        self._controller = Controller(self, hostname="127.0.0.1", port=_free_port())

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        """As ``EMAIL_URL`` wants it."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def letters(self) -> list[tuple[str, str]]:
        """Message-ID and address of each that it took, in order."""
        with self._lock:
            return list(self.taken)

    @property
    def message_ids(self) -> Counter[str]:
        with self._lock:
            return Counter(message_id for message_id, _address in self.taken)

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Nobody lives at addresses that begin so; others are asked to come again now and then."""
        if address.startswith(GONE):
            self.did["refused for good"] += 1
            return "550 5.1.1 No such mailbox"
        if not self.is_calm and self._dice.random() < REFUSED_FOR_NOW:
            self.did["refused for now"] += 1
            return "451 4.3.0 Come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Well"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # as above
        """Take it, or drop the connection before or after."""
        thrown = 1.0 if self.is_calm else self._dice.random()
        if thrown < DROPPED_BEFORE:
            return self._drop(server, "dropped before the yes")
        if thrown < DROPPED_BEFORE + DELAYED:
            self.did["delayed"] += 1
            await asyncio.sleep(0.3)
        content = envelope.content
        headers = email.message_from_bytes(content if isinstance(content, bytes) else b"", policy=email.policy.default)
        with self._lock:
            self.taken.append((str(headers["Message-ID"]), envelope.rcpt_tos[0]))
        if 1 - DROPPED_AFTER < thrown < 1:
            return self._drop(server, "dropped after taking it")
        return "250 2.0.0 Taken"

    def _drop(self, server: SMTP, what: str) -> str:
        self.did[what] += 1
        if isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return "421 4.3.2 Gone"


def _free_port() -> int:
    """One that the kernel gives; aiosmtpd looks whether it serves at the number it was told, and takes no nought."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
