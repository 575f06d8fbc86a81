"""One call, whose end is always an answer: the receiver's, or what went wrong."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from queue import Empty, Queue
from threading import Thread
from typing import Any

import requests
import requests_hardened
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import HTTPError, NameResolutionError

from webhooks.calling.destinations import Forbidden, destination
from webhooks.calling.watch import NotPublic, Watch, pools
from webhooks.enums import Fault
from webhooks.lifecycle import CONNECT_SECONDS, LARGEST_ANSWER, READ_SECONDS, TOTAL_SECONDS

AGENT = "Plenum-Webhooks/1"
# A connection that is ended has this long to be noticed.
GRACE_SECONDS = 0.5


@dataclass(frozen=True)
class Answer:
    """What came of a call. ``fault`` is empty where it went well; ``body`` is the beginning of what came back."""

    ms: int
    status: int | None = None
    fault: str = ""
    body: str = ""
    retry_after: str = ""


def call(url: str, body: str, *, headers: Mapping[str, str], may_be_loopback: bool = False) -> Answer:
    """Send ``body`` to ``url`` by POST, and say what came of it; never raise for the other side's sake.

    The name is resolved once, and the connection goes to the very address that was looked at. No redirect is
    followed, no proxy or password of our own surroundings is used, and after ``TOTAL_SECONDS`` it is over.
    """
    began, came = time.perf_counter(), Queue[Answer](1)
    with Watch(seconds=TOTAL_SECONDS, may_be_loopback=may_be_loopback) as watch:
        # Asking for a name cannot be broken off: a name server that keeps silent holds this thread, and not us.
        thread = Thread(target=lambda: came.put(_talk(watch, url, body, headers, may_be_loopback)), daemon=True)
        thread.start()
        try:
            answer = came.get(timeout=TOTAL_SECONDS + GRACE_SECONDS)
        except Empty:
            answer = Answer(0, fault=Fault.TOO_SLOW)
    return replace(answer, ms=int((time.perf_counter() - began) * 1000))


def _talk(watch: Watch, url: str, body: str, headers: Mapping[str, str], may_be_loopback: bool) -> Answer:
    status, text, later, fault = None, "", "", ""
    try:
        destination(url, may_be_loopback=may_be_loopback)
        with _session(watch, may_be_loopback) as session, _posted(session, url, body, headers) as response:
            status, later = response.status_code, response.headers.get("Retry-After", "")[:100]
            fault = _fault_of(status)
            text = _beginning(response)
    except Exception as error:  # noqa: BLE001  # whatever the other side has thought of
        # A status that came is the answer, even if what follows it does not come to an end.
        fault = fault if status is not None else _fault_in(error, watch)
    return Answer(0, status, fault, text, later)


class _Session(requests_hardened.HTTPSession):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: where a redirect leads is not looked at, and its body not read whole to get there."""


def _session(watch: Watch, may_be_loopback: bool) -> requests.Session:
    config = requests_hardened.Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=may_be_loopback,
        never_redirect=True,
        default_timeout=(CONNECT_SECONDS, READ_SECONDS),
        user_agent_override=AGENT,
    )
    session = _Session(config)
    session.trust_env = False
    for adapter in session.adapters.values():
        adapter.poolmanager.pool_classes_by_scheme = pools(watch)
    return session


def _posted(session: requests.Session, url: str, body: str, headers: Mapping[str, str]) -> requests.Response:
    told: dict[str, Any] = {"content-type": "application/json", "accept-encoding": "identity", **headers}
    return session.post(
        url,
        data=body.encode(),
        headers=told,
        stream=True,
        allow_redirects=False,
        timeout=(CONNECT_SECONDS, READ_SECONDS),
    )


def _beginning(response: requests.Response) -> str:
    """At most so much is read of what comes back; what is no text is shown as well as it can be."""
    read: bytes = response.raw.read(LARGEST_ANSWER, decode_content=False) or b""
    return read.decode("utf-8", "replace").replace("\0", "\ufffd")


def _fault_of(status: int) -> str:
    if 200 <= status <= 299:
        return ""
    return Fault.REDIRECT if 300 <= status <= 399 else Fault.STATUS


def _fault_in(error: BaseException, watch: Watch) -> str:
    """Which of our words says best what went wrong."""
    reasons = list(_reasons(error))
    if watch.is_over or any(isinstance(one, TimeoutError | requests.Timeout) for one in reasons):
        return Fault.TOO_SLOW
    if any(isinstance(one, NotPublic | InvalidIPAddress | Forbidden) for one in reasons):
        return Fault.NOT_PUBLIC
    if any(isinstance(one, NameResolutionError) or "resolve" in str(one) for one in reasons):
        return Fault.UNKNOWN_NAME
    if any(isinstance(one, requests.exceptions.SSLError) for one in reasons):
        return Fault.CERTIFICATE
    return Fault.NO_CONNECTION if isinstance(error, OSError | HTTPError) else Fault.ANOTHER


def _reasons(error: BaseException | None) -> Any:
    """An error, what it was raised from, and what it wraps."""
    seen: list[BaseException] = []
    todo = [error]
    while todo:
        one = todo.pop()
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            todo += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return seen
