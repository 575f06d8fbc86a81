"""By which name a request is known: in the answer, in the log, in what a client tells us of it."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

# What a client or a proxy of ours may call a request: short, and nothing that a log could take amiss.
_sane = re.compile(r"[A-Za-z0-9._:+/=-]{1,100}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The name of the request that is being answered; "" outside one that has a name."""
    return _current.get()


@contextmanager
def known_as(given: str) -> Iterator[str]:
    """Give the present request its name: the one that was ``given``, if it is sane, else a new one."""
    name = given if _sane.fullmatch(given) else uuid4().hex
    before = _current.set(name)
    try:
        yield name
    finally:
        _current.reset(before)


class WithRequestId(logging.Filter):
    """Lets every line of the log say to which request it belongs (``request_id``, "-" for none)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Pass everything, with the name on it."""
        # Django writes of some requests when they are over, and says which.
        record.request_id = current() or getattr(getattr(record, "request", None), "request_id", "-")
        return True
