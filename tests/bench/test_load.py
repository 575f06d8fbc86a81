"""The load asks what it is told to, on connections that stay open or not, and counts what is not 200."""

from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench import load


@pytest.fixture
def server():
    asked = Counter()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked[self.path] += 1
            body = b"x" * 70_000
            self.send_response(404 if self.path == "/nothing" else 200)
            self.send_header("Content-Length", str(len(body)))
            if self.path == "/closing":
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        Thread(target=made.serve_forever, daemon=True).start()
        yield made.server_address, asked
        made.shutdown()


def test_paths_are_asked_for_in_turn_and_each_answer_is_timed(server):
    address, asked = server

    run = load.measure(address, ["/one", "/two"], 0.2)

    assert set(asked) == {"/one", "/two"}
    assert abs(asked["/one"] - asked["/two"]) <= 2
    assert 0 < len(run.times) <= sum(asked.values())
    assert (run.failures, run.seconds >= 0.2) == (0, True)
    assert run.rate == len(run.times) / run.seconds


def test_a_server_that_hangs_up_is_asked_again(server):
    address, _asked = server

    assert len(load.measure(address, ["/closing"], 0.2).times) > load.CONNECTIONS


def test_other_answers_than_200_are_failures(server):
    address, _asked = server

    run = load.measure(address, ["/nothing"], 0.1)

    assert run.failures == len(run.times) > 0
