"""``python -m tests.config.sink PORT JOURNAL LETTERS SEED LATE``: a mail server that takes letters, and plays tricks.

A program of its own, on the loopback only. Which tricks it plays on so many letters is dealt out beforehand, each at
least once; where in the row they lie, a seed decides. What it does stands in a journal before its answer leaves, so
killed and started again it goes on. It ends with whoever started it.
"""

import asyncio
import email
import email.policy
import hashlib
import json
import os
import sys
import time
from collections import Counter
from enum import StrEnum
from pathlib import Path
from random import Random

from aiosmtpd.smtp import SMTP, Envelope, Session

# Nobody lives at addresses that begin so, or nobody wants the letter that goes there.
GONE, UNWANTED = "gone-", "unwanted-"
A_LETTER_AT_MOST = 1_000_000
A_WHILE = 0.3


class Did(StrEnum):
    """What it did, as it stands in the journal and in the table."""

    TAKEN = "took a letter"
    GONE = "refused an address for good (550)"
    UNWANTED = "refused a content for good (554)"
    SENDER = "refused our sender for now (452)"
    LATER = "refused an address for now (451)"
    FULL = "refused a content for now (452)"
    CLOSING = "closed at a content (421)"
    BEFORE = "dropped before its yes"
    DELAYED = "delayed"
    DURING = "dropped in the middle of its yes"
    AFTER = "dropped instead of its yes"
    PARTED = "dropped after its yes"
    LATE = "delayed its yes for longer than is waited"


# Of so many letters that ask for an address, and of so many that bring a content, how many meet what.
AT_ADDRESSES = {Did.LATER: 0.02, Did.SENDER: 0.0002}
AT_CONTENTS = {
    Did.FULL: 0.005, Did.CLOSING: 0.001, Did.BEFORE: 0.004, Did.DELAYED: 0.01,
    Did.DURING: 0.0005, Did.AFTER: 0.001, Did.PARTED: 0.001, Did.LATE: 0.0002,
}  # fmt: skip
# The letter was taken, and whoever sent it cannot know.
YES_IS_LOST = (Did.DURING, Did.AFTER, Did.LATE)
TRICKS = frozenset(Did) - {Did.TAKEN}


class Cards:
    """What is dealt to each who asks: mostly nothing. All tricks lie in the first half of so many."""

    def __init__(self, shares: dict[Did, float], letters: int, done: Counter[Did], dice: Random) -> None:
        left = {what: max(round(share * letters), 1) - done[what] for what, share in shares.items()}
        tricks = [what for what, number in left.items() for _ in range(number)]
        self._row = dict(zip(dice.sample(range(letters // 2), len(tricks)), tricks, strict=True))
        self._place = 0

    def next(self) -> Did | None:
        """What happens to this one."""
        self._place += 1
        return self._row.get(self._place - 1)


class Server:
    """Takes what comes, or does what lies on the card (the names of the methods are aiosmtpd's)."""

    def __init__(self, journal: Path, *, letters: int, seed: int, late: float) -> None:
        lines = journal.read_text().splitlines() if journal.exists() else []
        done = Counter(Did(json.loads(line)["did"]) for line in lines)
        dice = Random(seed + len(lines))
        self._addresses, self._contents = (Cards(shares, letters, done, dice) for shares in (AT_ADDRESSES, AT_CONTENTS))
        self._journal = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._late = late

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Like to be told several things at once: the next letter then comes along with a content (RFC 2920)."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse some addresses for good, and some letters for now."""
        if address.startswith(GONE):
            return self._said(Did.GONE, "550 5.1.1 No such mailbox")
        card = self._addresses.next()
        if card == Did.LATER:
            return self._said(card, "451 4.3.0 Come again later")
        if card == Did.SENDER:
            return self._said(card, "452 4.1.8 Sender address rejected: cannot be looked up now")
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Well"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take it, or not; and say so, or not."""
        if envelope.rcpt_tos[0].startswith(UNWANTED):
            return self._said(Did.UNWANTED, "554 5.7.1 Not wanted here")
        card = self._contents.next()
        if card == Did.FULL:
            return self._said(card, "452 4.3.1 No room now")
        if card == Did.CLOSING:
            return self._said(card, "421 4.3.2 Going down")
        if card == Did.BEFORE:
            self._said(card)
            return _drop(server)
        if card == Did.DELAYED:
            self._said(card)
            await asyncio.sleep(A_WHILE)
        self._take(envelope, card if card in (Did.PARTED, *YES_IS_LOST) else Did.TAKEN)
        if card == Did.LATE:
            await asyncio.sleep(self._late)
        if card in (Did.DURING, Did.PARTED) and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.write(b"250-2.0.0 Ta" if card == Did.DURING else b"250 2.0.0 Taken\r\n")
        return _drop(server) if card in (Did.PARTED, *YES_IS_LOST) else "250 2.0.0 Taken"

    def _take(self, envelope: Envelope, did: Did) -> None:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        letter = email.message_from_bytes(content, policy=email.policy.default)
        text = letter.get_body(("plain",))
        words = f"{letter['Subject']}\n{text.get_content() if text else ''}"
        said = hashlib.sha256(words.encode()).hexdigest()
        self._said(did, message_id=str(letter["Message-ID"]), to=envelope.rcpt_tos[0], words=said)

    def _said(self, did: Did, answer: str = "", **more: str) -> str:
        os.write(self._journal, f"{json.dumps({'at': time.time(), 'did': did, **more})}\n".encode())
        return answer


def _drop(server: SMTP) -> str:
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
    return "421 4.3.2 Gone"


async def main(port: int, server: Server) -> None:
    """Serve until nobody holds the other end of our standard input."""
    loop = asyncio.get_running_loop()

    def connection() -> SMTP:
        return SMTP(server, loop=loop, data_size_limit=A_LETTER_AT_MOST, hostname="localhost")

    async with await loop.create_server(connection, "127.0.0.1", port, reuse_address=True):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


if __name__ == "__main__":
    _port, _journal, _letters, _seed, _late = sys.argv[1:]
    asyncio.run(main(int(_port), Server(Path(_journal), letters=int(_letters), seed=int(_seed), late=float(_late))))
