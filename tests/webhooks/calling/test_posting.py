"""One call against a real receiver on loopback, and against resolvers that lie."""

import gzip
import os
import socket
import threading
import time
import tracemalloc

import pytest

# ruff: noqa: S104
from tests.webhooks.receiver import Receiver, Reply
from webhooks.calling import call, posting, watch
from webhooks.enums import Fault


@pytest.fixture
def resolver(monkeypatch):
    """Let names resolve to what is given, one answer after the other, the last for good; the count of questions."""
    real, asked = socket.getaddrinfo, []

    def install(*answers: list[str]):
        def getaddrinfo(host, port, *args, **kwargs):
            if not str(host).endswith(".example"):
                return real(host, port, *args, **kwargs)
            asked.append(host)
            found = answers[min(len(asked), len(answers)) - 1]
            return [
                (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
                for one in found
            ]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return install


@pytest.fixture
def connected(monkeypatch):
    """Which addresses a connection was tried to, by the system's own call; none leaves this machine."""
    tried, real = [], socket.socket.connect

    def connect(self, address):
        tried.append(address[0])
        if address[0] not in ("127.0.0.1", "::1"):
            raise ConnectionRefusedError("Nothing leaves this machine.")
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def test_what_is_sent_arrives_with_its_headers(receiver):
    receiver.reply = Reply(200, "thank you")

    answer = call(receiver.url, '{"a": "é"}', headers={"webhook-id": "evt_1"}, may_be_loopback=True)

    (arrival,) = [receiver.arrivals[0]]
    assert (answer.status, answer.fault, answer.body) == (200, "", "thank you")
    assert arrival.body == '{"a": "é"}'
    assert arrival.headers["webhook-id"] == "evt_1"
    assert arrival.headers["content-type"] == "application/json"
    assert arrival.headers["User-Agent"] == "Plenum-Webhooks/1"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_two_hundreds_are_success(receiver, status):
    receiver.reply = Reply(status)
    assert call(receiver.url, "{}", headers={}, may_be_loopback=True).fault == ""


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_other_answers_are_none(receiver, status):
    receiver.reply = Reply(status, "no", {"Retry-After": "7"})

    answer = call(receiver.url, "{}", headers={}, may_be_loopback=True)

    assert (answer.status, answer.fault, answer.body, answer.retry_after) == (status, Fault.STATUS, "no", "7")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(receiver, status):
    with Receiver() as elsewhere:
        receiver.reply = Reply(status, "", {"Location": elsewhere.url})

        answer = call(receiver.url, "{}", headers={}, may_be_loopback=True)

        assert (answer.status, answer.fault) == (status, Fault.REDIRECT)
        assert elsewhere.arrivals == []


def test_of_a_long_answer_only_the_beginning_is_read(receiver):
    receiver.reply = Reply(200, "x" * 3_000_000)

    answer = call(receiver.url, "{}", headers={}, may_be_loopback=True)

    assert answer.body == "x" * 1024


def test_bytes_that_are_no_text_do_no_harm(receiver, monkeypatch):
    receiver.reply = Reply(200, "a\x00b")
    assert call(receiver.url, "{}", headers={}, may_be_loopback=True).body == "a\ufffdb"


def test_who_answers_too_late_is_left(receiver, monkeypatch):
    monkeypatch.setattr(posting, "READ_SECONDS", 0.2)
    receiver.reply = Reply(200, wait=1)

    answer = call(receiver.url, "{}", headers={}, may_be_loopback=True)

    assert (answer.status, answer.fault) == (None, Fault.TOO_SLOW)


def test_an_answer_that_drips_ends_with_the_time_for_all_of_it(receiver, monkeypatch):
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.5)
    receiver.reply = Reply(500, "x" * 1000, drip=0.1)

    began = time.perf_counter()
    answer = call(receiver.url, "{}", headers={}, may_be_loopback=True)

    assert time.perf_counter() - began < 2
    assert (answer.status, answer.fault) == (500, Fault.STATUS)


def test_headers_that_drip_end_with_it_too(monkeypatch):
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            with server.accept()[0] as one:
                try:
                    for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100:
                        one.sendall(bytes([byte]))
                        time.sleep(0.1)
                except OSError:
                    pass

        threading.Thread(target=drip, daemon=True).start()
        began = time.perf_counter()
        answer = call(f"http://127.0.0.1:{server.getsockname()[1]}/", "{}", headers={}, may_be_loopback=True)

    assert time.perf_counter() - began < 2
    assert (answer.status, answer.fault) == (None, Fault.TOO_SLOW)


def test_a_handshake_that_never_comes_ends_as_well(monkeypatch):
    monkeypatch.setattr(posting, "READ_SECONDS", 5.0)
    monkeypatch.setattr(posting, "CONNECT_SECONDS", 5.0)
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        began = time.perf_counter()
        answer = call(f"https://127.0.0.1:{server.getsockname()[1]}/", "{}", headers={}, may_be_loopback=True)

    assert time.perf_counter() - began < 2
    assert answer.fault == Fault.TOO_SLOW


def test_a_name_server_that_keeps_silent_ends_with_it_too_and_nothing_is_sent_later(monkeypatch, receiver):
    monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.3)
    monkeypatch.setattr(posting, "GRACE_SECONDS", 0.1)
    real, is_over, has_answered = socket.getaddrinfo, threading.Event(), threading.Event()

    def late(*args, **kwargs):
        is_over.wait(60)
        has_answered.set()
        return real(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", late)
    began = time.perf_counter()
    answer = call(receiver.url, "{}", headers={}, may_be_loopback=True)

    assert time.perf_counter() - began < 10
    assert (answer.status, answer.fault) == (None, Fault.TOO_SLOW)
    is_over.set()
    assert has_answered.wait(60)
    time.sleep(0.2)
    assert receiver.arrivals == []


@pytest.fixture
def answering():
    """The address of a program that answers each call with just these bytes."""
    servers = []

    def answer(said: bytes) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve():
            with server.accept()[0] as one:
                one.recv(65536)
                one.sendall(said)

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/hook?token=c0ffee"

    yield answer
    for server in servers:
        server.close()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"", None),
        (b"\x00\xff\r\n\r\n", None),
        (b"220 mail.example ESMTP\r\n", None),
        (b"HTTP/1.1 -1 x\r\n\r\n", None),
        (b"HTTP/1.1 2\xb20 x\r\n\r\n", None),
        (b"HTTP/1.1 99999 x\r\n\r\n", None),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, None),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n", None),
        (b"HTTP/1.1 200 OK\r\na: " + b"b" * 70_000 + b"\r\n\r\n", None),
        (b"HTTP/1.1 999 x\r\n\r\n", 999),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n", 101),
        (b"HTTP/1.1 429 x\r\nRetry-After: \xb2\r\n\r\n", 429),
        (b"HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 500),
        (b"HTTP/1.1 500 x\r\nContent-Length: -5\r\nSet-Cookie: =;domain=.;\r\n\r\n", 500),
        (b"HTTP/1.1 500 x\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08", 500),
        (b"HTTP/1.1 302 x\r\nLocation: http://[::1\r\n\r\n", 302),
    ],
)
def test_what_is_no_proper_answer_is_a_failure_and_no_error_of_ours(answering, said, status):
    answer = call(answering(said), "{}", headers={}, may_be_loopback=True)
    assert answer.status == status
    assert answer.fault in (Fault.NO_CONNECTION, Fault.STATUS, Fault.REDIRECT)


@pytest.mark.parametrize("status", [200, 302, 500])
def test_an_answer_that_would_swell_is_not_unpacked(answering, status):
    packed = gzip.compress(bytes(30_000_000))
    head = f"HTTP/1.1 {status} x\r\nLocation: /\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    url = answering(head.encode() + packed)
    tracemalloc.start()
    try:
        answer = call(url, "{}", headers={}, may_be_loopback=True)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status == status
    assert most < 5_000_000


def test_our_own_log_holds_neither_the_address_nor_what_came_back(answering, caplog):
    url = answering(b"HTTP/1.1 200 OK\r\nno header at all: \x00\r\nof theirs\r\n\r\n")
    with caplog.at_level("DEBUG"):
        call(url, "{}", headers={"webhook-signature": "v1,secret"}, may_be_loopback=True)
    assert not any(word in caplog.text for word in ("c0ffee", "of theirs", "v1,secret"))


def test_nobody_there_is_told_apart():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert call(f"http://127.0.0.1:{port}/", "{}", headers={}, may_be_loopback=True).fault == Fault.NO_CONNECTION


def test_without_the_setting_this_machine_is_not_called(receiver):
    answer = call(receiver.url, "{}", headers={})

    assert answer.fault == Fault.NOT_PUBLIC
    assert receiver.arrivals == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "::ffff:127.0.0.1",
     "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1", "64:ff9b::7f00:1", "2002:7f00:1::1", "ff02::1"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_called(resolver, connected, address):
    resolver([address])

    answer = call("https://portal.example/hook", "{}", headers={})

    assert answer.fault == Fault.NOT_PUBLIC
    assert connected == []


def test_the_name_is_asked_once_and_the_call_goes_where_it_was_looked(resolver, connected):
    asked = resolver(["93.184.216.34"], ["127.0.0.1"])

    answer = call("https://portal.example/hook", "{}", headers={})

    assert answer.fault == Fault.NO_CONNECTION
    assert (asked, connected) == (["portal.example"], ["93.184.216.34"])


def test_a_second_answer_beside_the_first_is_not_tried(resolver, connected):
    resolver(["93.184.216.34", "127.0.0.1"])

    call("https://portal.example/hook", "{}", headers={})

    assert connected == ["93.184.216.34"]


def test_a_connection_that_ended_up_inside_is_left_before_a_word(resolver, monkeypatch, receiver):
    """Whatever lies between: what counts is who is really at the other end."""
    resolver(["93.184.216.34"])
    port, real = receiver.server_address[1], socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: real(self, ("127.0.0.1", port)))

    answer = call("https://portal.example/hook", "{}", headers={})

    assert answer.fault == Fault.NOT_PUBLIC
    assert receiver.arrivals == []


def test_even_with_the_setting_a_name_of_others_is_called_over_https_only(resolver, connected):
    resolver(["93.184.216.34"])
    assert call("http://portal.example/hook", "{}", headers={}, may_be_loopback=True).fault == Fault.NOT_PUBLIC
    assert connected == []


def test_a_name_that_nobody_knows_is_told_apart(monkeypatch):
    def unknown(*_args, **_given):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert call("https://portal.example/hook", "{}", headers={}).fault == Fault.UNKNOWN_NAME


def test_a_certificate_that_is_nobodys_is_told_apart(tls_receiver):
    port, arrivals, _ = tls_receiver
    answer = call(f"https://localhost:{port}/hook", "{}", headers={}, may_be_loopback=True)
    assert (answer.fault, arrivals) == (Fault.CERTIFICATE, [])


def test_a_certificate_is_asked_for_by_name_though_the_call_goes_to_an_address(tls_receiver, monkeypatch):
    port, arrivals, certificate = tls_receiver
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
    monkeypatch.setattr("requests.adapters._preloaded_ssl_context", None, raising=False)

    right = call(f"https://localhost:{port}/hook", "{}", headers={}, may_be_loopback=True)
    wrong = call(f"https://127.0.0.1:{port}/hook", "{}", headers={}, may_be_loopback=True)

    assert (right.fault, right.status, wrong.fault) == ("", 204, Fault.CERTIFICATE)
    assert len(arrivals) == 1


def test_a_proxy_of_our_surroundings_is_not_used(receiver, monkeypatch):
    with Receiver() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/hook"))
        monkeypatch.delenv("no_proxy", raising=False)

        answer = call(receiver.url, "{}", headers={}, may_be_loopback=True)

        assert (answer.status, proxy.arrivals) == (204, [])


def test_nothing_is_left_open(receiver):
    call(receiver.url, "{}", headers={}, may_be_loopback=True)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        call(receiver.url, "{}", headers={}, may_be_loopback=True)
    time.sleep(0.1)
    assert len(os.listdir("/proc/self/fd")) <= before + 2


def test_a_connection_after_the_end_is_closed_at_once():
    with socket.create_server(("127.0.0.1", 0)) as server, watch.Watch(seconds=0.01, may_be_loopback=True) as watching:
        time.sleep(0.1)
        late = socket.create_connection(server.getsockname())
        with pytest.raises(TimeoutError):
            watching.over(late)
        assert late.fileno() == -1
