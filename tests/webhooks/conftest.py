"""A portal, its receiver, and a process that lets it be told."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from consultations.enums import AdmissionState
from consultations.models import Admission, Process
from portals.enums import Scope
from portals.models import Portal
from stakeholders.models import Person
from tests.webhooks.receiver import Receiver, Reply
from webhooks import tasks
from webhooks.actions import register, take_turn, turn
from webhooks.actions.endpoint import Wanted
from webhooks.enums import Kind
from webhooks.models import Endpoint

EVERYTHING = Wanted([kind.value for kind in Kind.wanted()])


@pytest.fixture(autouse=True)
def loopback_is_called(settings: Any) -> None:
    """The receivers of these tests are on this very machine."""
    settings.WEBHOOKS_MAY_REACH_LOOPBACK = True
    settings.SITE_URL = "https://plenum.example"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The endpoints whose turns the broker was given; it does nothing with them."""
    given: list[int] = []
    monkeypatch.setattr(tasks.take_turn, "apply_async", lambda *, kwargs, **_more: given.append(kwargs["endpoint_id"]))
    return given


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        yield server


@pytest.fixture
def meanwhile(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let something happen while the receiver is called: once, at the first call."""

    def install(act: Callable[[], Any], reply: Reply | None = None) -> None:
        real, todo = turn.call, [act]

        def call(*args: Any, **kwargs: Any) -> Any:
            answer = real(*args, **kwargs)
            if todo:
                todo.pop()()
            return answer

        receiver.reply = reply or Reply(204)
        monkeypatch.setattr(turn, "call", call)

    return install


@pytest.fixture
def make_portal(db: None) -> Callable[..., Portal]:
    """Make a portal with an owner of its own, unless one is given."""

    def make(slug: str = "kumasi", *, owner: Person | None = None) -> Portal:
        owner = owner or Person.objects.create_user(f"{slug}@example.org", name=f"Owner of {slug}")
        return Portal.objects.create(
            slug=slug,
            name=slug.title(),
            about="A portal.",
            url=f"https://{slug}.example",
            email=f"office@{slug}.example",
            owner=owner,
        )

    return make


@pytest.fixture
def portal(make_portal: Callable[..., Portal]) -> Portal:
    return make_portal()


@pytest.fixture
def admit(process: Process) -> Callable[..., Admission]:
    """Let a portal be told of what happens in a process."""

    def admit_it(portal: Portal, process: Process = process, *, scopes: Any = (Scope.WEBHOOKS,)) -> Admission:
        fields = {"asked": list(scopes), "scopes": list(scopes), "state": AdmissionState.ADMITTED}
        return Admission.objects.create(
            portal=portal, process=process, asked_at=timezone.now(), why="To show.", **fields
        )

    return admit_it


@pytest.fixture
def make_endpoint(portal: Portal, receiver: Receiver) -> Callable[..., Endpoint]:
    """Register the receiver's address and let it prove itself, unless ``proven=False``."""

    def make(*, portal: Portal = portal, url: str = "", wanted: Wanted = EVERYTHING, proven: bool = True) -> Endpoint:
        endpoint = register(portal, url=url or receiver.url, wanted=wanted, by=portal.owner)
        if proven:
            take_turn(endpoint.pk)
            endpoint.refresh_from_db()
            assert endpoint.proven_at is not None
        return endpoint

    return make


@pytest.fixture
def admitted(portal: Portal, admit: Callable[..., Admission]) -> Admission:
    return admit(portal)


@pytest.fixture
def endpoint(admitted: Admission, make_endpoint: Callable[..., Endpoint]) -> Endpoint:
    """One that wants everything, has proven itself, and is let be told by the process."""
    return make_endpoint()


@pytest.fixture
def tell_it(endpoint: Endpoint) -> Callable[..., Any]:
    """Tell the endpoint something by hand."""
    from webhooks.actions import tell

    count = SimpleNamespace(n=0)

    def telling(kind: Kind = Kind.PERIOD_EXTENDED, *, subject: str = "comment_period:1", **given: Any) -> Any:
        count.n += 1
        told = {"process": "wgx", "payload": {"number": count.n}, "key": f"key:{count.n}", "to": [endpoint.portal_id]}
        return tell(kind, subject=subject, **(told | given))

    return telling
