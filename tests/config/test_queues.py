"""Which task waits where, and behind what: every task of ours, every worker, and the broker's own order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from celery import Task
from django.apps import apps
from django.conf import settings

from config import celery_app
from config.services import programs
from notifications.enums import Priority
from tests.waiting import until
from tests.working import worker

ROOT = Path(__file__).resolve().parents[2]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
# The longest that anything but an export may take, in seconds.
LONGEST = 300

celery_app.loader.import_default_modules()
done: list[str] = []


def ours() -> dict[str, Task]:
    """Every task that an app of ours has, by its name."""
    packages = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    return {name: task for name, task in celery_app.tasks.items() if task.__module__.split(".")[0] in packages}


@celery_app.task(name="tests.note", ignore_result=True)
def note(*, what: str) -> None:
    done.append(what)


def queues_in(command: list[str]) -> list[str]:
    (told,) = [word for word in command if word.startswith("--queues=")]
    return told.removeprefix("--queues=").split(",")


def of_the_composition() -> dict[str, list[str]]:
    workers = {name: service["command"] for name, service in SERVICES.items() if "worker" in service.get("command", ())}
    return {name: queues_in(command) for name, command in workers.items()}


@pytest.mark.parametrize("name", sorted(ours()))
class TestEveryTask:
    def test_bears_the_name_of_its_place(self, name):
        task = ours()[name]
        assert name == f"{task.__module__}.{task.__name__}"

    def test_has_a_queue_and_a_priority_of_its_own(self, name):
        route = settings.CELERY_TASK_ROUTES[name]
        assert route["queue"] in settings.QUEUES
        assert route["priority"] in settings.PRIORITY_STEPS

    def test_is_limited_and_warned_before_it_is_ended(self, name):
        task = ours()[name]
        assert 0 < task.soft_time_limit < task.time_limit
        assert task.time_limit <= LONGEST or settings.CELERY_TASK_ROUTES[name]["queue"] == "exports"

    def test_leaves_no_result_and_is_acknowledged_once_it_is_done(self, name):
        task = ours()[name]
        assert (task.ignore_result, task.acks_late, task.reject_on_worker_lost) == (True, True, True)
        assert task.priority is None, "it would win over the route"


def test_letters_wait_in_the_brokers_own_order():
    assert tuple(Priority) == settings.PRIORITY_STEPS


def test_no_route_leads_to_a_task_that_is_gone():
    assert set(settings.CELERY_TASK_ROUTES) == set(ours())


def test_what_the_clock_starts_exists_and_is_not_kept_for_ever():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in ours()
        assert entry["schedule"].total_seconds() <= entry["options"]["expires"] <= 3600


@pytest.mark.parametrize("workers", [of_the_composition(), programs.WORKERS], ids=["composition", "make run"])
def test_each_queue_has_one_kind_of_worker_and_letters_one_that_does_nothing_else(workers):
    taken = [queue for queues in workers.values() for queue in queues]
    assert sorted(taken) == sorted(settings.QUEUES)
    assert ["mail"] in [list(queues) for queues in workers.values()]


@pytest.fixture
def broker() -> Iterator[None]:
    def empty() -> None:
        with celery_app.connection_for_write() as connection:
            for queue in settings.QUEUES:
                connection.default_channel._purge(queue)  # type: ignore[attr-defined]

    done.clear()
    empty()
    yield
    empty()


@pytest.mark.usefixtures("broker")
class TestTheBroker:
    def test_serves_the_urgent_before_five_hundred_that_came_earlier(self):
        for number in range(500):
            note.apply_async(kwargs={"what": f"digest {number}"}, queue="mail", priority=Priority.DIGEST)
        note.apply_async(kwargs={"what": "news"}, queue="mail", priority=Priority.BULK)
        note.apply_async(kwargs={"what": "receipt"}, queue="mail", priority=Priority.NORMAL)
        note.apply_async(kwargs={"what": "code"}, queue="mail", priority=Priority.FIRST)

        self.work("mail", until=503)

        assert done[:4] == ["code", "receipt", "news", "digest 0"]
        assert done[4:] == [f"digest {number}" for number in range(1, 500)]

    def test_serves_an_urgent_one_that_comes_while_others_are_done(self):
        for number in range(300):
            note.apply_async(kwargs={"what": f"digest {number}"}, queue="mail", priority=Priority.DIGEST)
        with worker("mail"):
            self.wait(100)
            note.apply_async(kwargs={"what": "code"}, queue="mail", priority=Priority.FIRST)
            self.wait(301)
        assert done.index("code") < 290

    def test_lets_no_queue_of_one_worker_starve_another(self):
        for number in range(50):
            note.apply_async(kwargs={"what": f"paper {number}"}, queue="documents", priority=3)
        for number in range(2):
            note.apply_async(kwargs={"what": f"sweep {number}"}, queue="clock", priority=3)

        self.work("documents", "clock", until=52)

        assert {"sweep 0", "sweep 1"} < set(done[:5])

    def work(self, *queues: str, until: int) -> None:
        with worker(*queues):
            self.wait(until)

    def wait(self, number: int) -> None:
        until(lambda: len(done) >= number)
