"""A bounded load over the loopback: a few connections that ask one thing after the other and time each answer.

Our own, in one process: it costs some 30 microseconds a request on the same machine as the server,
the same for every page, so ratios between fast pages look a little kinder than they are.
"""

import selectors
import socket
import time
from dataclasses import dataclass, field
from itertools import cycle

CONNECTIONS = 4
WARM_UP = 0.2  # seconds
TURNS = 4
ACCEPT = "gzip, br"
PATIENCE = 30.0


@dataclass
class Run:
    """What came of it: how long each answer took, in seconds, in the order of arrival."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failures: int = 0

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def add(self, other: "Run") -> None:
        """Take in what another run of the same has found."""
        self.seconds += other.seconds
        self.times += other.times
        self.failures += other.failures

    def percentile(self, percent: float) -> float:
        """The time within which so many of a hundred answers came, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


@dataclass
class _Connection:
    address: tuple[str, int]
    socket: socket.socket
    sent_at: float = 0.0
    buffer: bytes = b""
    whole: int | None = None  # bytes of the answer, once its head is there
    ends: bool = False

    @classmethod
    def to(cls, address: tuple[str, int]) -> "_Connection":
        made = socket.create_connection(address, timeout=PATIENCE)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return cls(address, made)

    def ask(self, request: bytes) -> None:
        self.buffer, self.whole, self.ends = b"", None, False
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> int | None:
        """Take in what has come; the status once the answer is whole, 0 when the server hung up."""
        came = self.socket.recv(1 << 18)
        self.buffer += came
        if self.whole is None:
            end = self.buffer.find(b"\r\n\r\n")
            if end >= 0:
                head = self.buffer[:end].lower()
                self.whole = end + 4 + _length(head)
                self.ends = b"connection: close" in head
        if self.whole is not None and len(self.buffer) >= self.whole:
            return int(self.buffer[9:12])
        return None if came else 0


def compare(
    address: tuple[str, int],
    paths: list[str],
    empty: list[str],
    seconds: float,
    *,
    cookie: str = "",
    held: str = "",
    connections: int = CONNECTIONS,
    afresh: bool = False,
) -> tuple[Run, Run]:
    """Ask for ``paths`` and for the ``empty`` view by turns, for so many seconds each; return both runs.

    By turns, because what else the machine does changes from one moment to the next. ``held``: the ``ETag`` that is
    sent along with ``paths``; then 304 is what is expected. ``afresh``: each question comes on a connection of its own.
    A lasting one stays with the process of the server that took it, and mostly one of them takes all.
    """
    run, beside = Run(), Run()
    turns = [(beside, empty, ""), (run, paths, held)]
    for turn in range(TURNS):
        # Each as often first as second.
        for found, asked, name in turns if turn % 2 == 0 else reversed(turns):
            some = seconds / TURNS
            found.add(measure(address, asked, some, cookie=cookie, held=name, connections=connections, afresh=afresh))
    return run, beside


def measure(
    address: tuple[str, int],
    paths: list[str],
    seconds: float,
    *,
    cookie: str = "",
    held: str = "",
    connections: int = CONNECTIONS,
    afresh: bool = False,
) -> Run:
    """Ask for the paths, one after the other and from the beginning again, for so many seconds.

    ``cookie`` is what whoever is signed in sends along; ``held``, the ``ETag`` of what a reader has already.
    """
    requests = cycle([_request(address, path, cookie, held, afresh=afresh) for path in paths])
    expected = 304 if held else 200
    _keep_asking(address, requests, min(WARM_UP, seconds), connections, expected)
    return _keep_asking(address, requests, seconds, connections, expected)


def _keep_asking(
    address: tuple[str, int], requests: "cycle[bytes]", seconds: float, connections: int, expected: int
) -> Run:
    run, began = Run(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            _begin(selector, _Connection.to(address), next(requests))
        while selector.get_map():
            for key, _events in selector.select(PATIENCE):
                connection: _Connection = key.data
                status = connection.read()
                if status is None:
                    continue
                now = time.perf_counter()
                run.times.append(now - connection.sent_at)
                run.failures += status != expected
                if now - began >= seconds:
                    selector.unregister(connection.socket)
                    connection.socket.close()
                elif connection.ends or not status:
                    selector.unregister(connection.socket)
                    connection.socket.close()
                    _begin(selector, _Connection.to(address), next(requests))
                else:
                    connection.ask(next(requests))
    run.seconds = time.perf_counter() - began
    return run


def _begin(selector: selectors.BaseSelector, connection: _Connection, request: bytes) -> None:
    selector.register(connection.socket, selectors.EVENT_READ, connection)
    connection.ask(request)


def _request(address: tuple[str, int], path: str, cookie: str, held: str, *, afresh: bool) -> bytes:
    head = f"GET {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nAccept-Encoding: {ACCEPT}\r\n"
    head += f"Cookie: {cookie}\r\n" if cookie else ""
    head += f"If-None-Match: {held}\r\n" if held else ""
    head += "Connection: close\r\n" if afresh else ""
    return f"{head}\r\n".encode()


def _length(head: bytes) -> int:
    _before, _name, after = head.partition(b"content-length:")
    return int(after.split(b"\r\n", 1)[0]) if after else 0
