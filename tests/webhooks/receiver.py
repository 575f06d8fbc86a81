"""A receiver for tests: a program of a portal's, on a free loopback port, that answers as it was told."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from standardwebhooks import Webhook


@dataclass
class Reply:
    """What it answers: ``drip`` sends the body a byte at a time, with so many seconds between two."""

    status: int = 204
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    drip: float = 0


@dataclass
class Arrival:
    """What came, as it came."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.body)

    def verified_by(self, secret: str) -> dict[str, Any]:
        """What a receiver's library says of it; raises where the signature is not right."""
        return Webhook(secret).verify(self.body, self.headers)


class Receiver(ThreadingHTTPServer):
    """Keeps what it was sent in ``arrivals``. A challenge is answered; everything else as ``reply`` says."""

    daemon_threads = True
    address_family_host = "127.0.0.1"

    def __init__(self) -> None:
        super().__init__((self.address_family_host, 0), Conversation)
        self.arrivals: list[Arrival] = []
        self.reply: Reply | Callable[[Arrival], Reply] = Reply()
        self.proves_itself = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    @property
    def told(self) -> list[dict[str, Any]]:
        """What it was told, challenges aside."""
        return [one.told for one in self.arrivals if one.told.get("type") != "endpoint.challenge"]

    @property
    def kinds(self) -> list[str]:
        return [told["type"] for told in self.told]

    def answer(self, arrival: Arrival) -> Reply:
        told = arrival.told
        if self.proves_itself and told.get("type") == "endpoint.challenge":
            return Reply(200, json.dumps({"challenge": told["data"]["challenge"]}))
        return self.reply(arrival) if callable(self.reply) else self.reply

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Conversation(BaseHTTPRequestHandler):
    """One request."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        arrival = Arrival(self.path, dict(self.headers.items()), body)
        self.server.arrivals.append(arrival)
        reply = self.server.answer(arrival)
        time.sleep(reply.wait)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        content = reply.body.encode()
        if reply.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            if reply.drip:
                for byte in content:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(reply.drip)
            elif content:
                self.wfile.write(content)
        except OSError:
            pass  # whoever called has gone

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
