"""Watching one call: where it really goes, and that it ends."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Any, Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from webhooks.calling.addresses import is_loopback, is_public


class NotPublic(Exception):
    """The connection would lead to an address that is not public."""


class Watch:
    """Ends every connection of a call after ``seconds``, and lets none be made to an address that is not public.

    What is waited for is set anew by each byte that arrives, so a receiver that sends one every few seconds would
    hold us as long as it likes: only this ends it.
    """

    def __init__(self, *, seconds: float, may_be_loopback: bool) -> None:
        self.is_over = False
        self._may_be_loopback = may_be_loopback
        self._held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for held in self._held:
                held.close()
            self._held.clear()

    def must_be_reachable(self, address: str, *, is_plain: bool) -> None:
        """Raise ``NotPublic`` for an address that a call may not go to; unencrypted it goes to this machine only.

        Raise ``TimeoutError`` where the time is over: whose name was found too late is not called any more.
        """
        if self.is_over:
            raise TimeoutError
        if self._may_be_loopback and is_loopback(address):
            return
        if is_plain or not is_public(address):
            raise NotPublic(address)

    def over(self, connection: socket.socket) -> None:
        """End this connection when the time is over, whatever is done with it meanwhile."""
        with self._lock:
            if self.is_over:
                connection.close()
                raise TimeoutError
            # Its own handle: securing a connection takes the first one away.
            self._held.append(connection.dup())

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            for held in self._held:
                with contextlib.suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)


class _Watched:
    """A connection that asks its watch where it may go, by the address it goes to and by the one it has reached."""

    watch: Watch
    is_plain: bool
    _dns_host: str

    def _new_conn(self) -> socket.socket:
        self.watch.must_be_reachable(self._dns_host.partition("%")[0], is_plain=self.is_plain)
        made: socket.socket = super()._new_conn()  # type: ignore[misc]  # of the connection it is mixed into
        try:
            self.watch.must_be_reachable(str(made.getpeername()[0]).partition("%")[0], is_plain=self.is_plain)
            self.watch.over(made)
        except (NotPublic, OSError):
            made.close()
            raise
        return made


class _Plain(_Watched, HTTPConnection):
    is_plain = True


class _Secured(_Watched, HTTPSConnection):
    is_plain = False


def pools(watch: Watch) -> dict[str, Any]:
    """What makes connections for each scheme, as urllib3's ``pool_classes_by_scheme`` takes it."""

    def watched(pool_kind: Any, connection_kind: Any) -> Any:
        class Connection(connection_kind):
            pass

        Connection.watch = watch
        return type("Pool", (pool_kind,), {"ConnectionCls": Connection})

    return {"http": watched(HTTPConnectionPool, _Plain), "https": watched(HTTPSConnectionPool, _Secured)}
