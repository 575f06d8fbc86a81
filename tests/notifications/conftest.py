"""A family of letters, readers, a mail server, and a look into the broker."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from celery import Celery, current_app
from django.contrib.auth import get_user_model

import notifications.families
from config import celery_app
from notifications.actions import queue
from notifications.families import Ending, Family
from notifications.models import Letter
from tests.notifications.mail_server import MailServer

WHEN = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
CONTEXT = {"thing": "Tea & <cake>", "when": WHEN}


@pytest.fixture(autouse=True)
def example_family(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the family ``example/hello``, which speaks of a thing and of an instant."""
    hello = Family("example/hello", "A thing is open.", "whoever asked", Ending.TASK)
    monkeypatch.setitem(notifications.families._families, hello.name, hello)
    settings.TEMPLATES = deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.SITE_URL = "https://plenum.example"


@pytest.fixture
def make_person(db: None) -> Callable[..., Any]:
    """Make a reader by first name, with a language and a zone."""

    def make(name: str = "dora", *, language: str = "en", time_zone: str = "UTC") -> Any:
        people = get_user_model().objects
        return people.create_user(f"{name}@example.org", name=name.title(), language=language, time_zone=time_zone)

    return make


@pytest.fixture
def make_letter(db: None) -> Callable[..., Letter]:
    """Store a letter to an address, then set any of its columns."""

    def make(key: str = "key", **columns: Any) -> Letter:
        letter = queue("example/hello", to=None, address=f"{key}@example.org", context=CONTEXT, key=key)
        Letter.objects.filter(pk=letter.pk).update(**columns)
        letter.refresh_from_db()
        return letter

    return make


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """Send letters to a mail server of our own."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def broker() -> Iterator[Callable[[], int]]:
    """Empty the mail queue; calling it answers how many tasks lie there."""

    def waiting() -> int:
        with celery_app.connection_for_read() as connection:
            channel: Any = connection.default_channel
            return channel._size("mail")

    _empty("mail")
    yield waiting
    _empty("mail")


def _empty(queue: str) -> None:
    with celery_app.connection_for_write() as connection:
        channel: Any = connection.default_channel
        channel._purge(queue)


@pytest.fixture
def broker_is_down(tmp_path: Path) -> Iterator[None]:
    """Let this thread's current app speak to a broker that is not there."""
    app = Celery("nowhere", broker=f"redis+socket://{tmp_path}/nobody.sock")
    assert current_app.main == "nowhere"
    yield
    app.close()
    celery_app.set_current()
