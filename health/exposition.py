"""What was measured, in the text format of Prometheus, which every program that watches machines reads."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from health.alarms import NAMES, alarms
from health.measures import Measures
from notifications.enums import Priority

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposed(measures: Measures) -> bytes:
    """Write everything down. What is not known is left out, so that a gap shows as a gap and not as nought."""
    registry = CollectorRegistry()
    registry.register(_Measured(measures))
    return generate_latest(registry)


class _Measured(Collector):
    """One look, as the library wants it."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures

    def collect(self) -> Iterator[GaugeMetricFamily]:
        measures = self.measures
        red = [alarm.name for alarm in alarms(measures)]
        yield _by("plenum_alarms", "What is red now, by kind.", "what", ((name, red.count(name)) for name in NAMES))
        answers = {"database": measures.stored.seconds, "broker": measures.broker.seconds}
        yield _by(
            "plenum_answers",
            "Does it answer?",
            "part",
            ((part, int(took is not None)) for part, took in answers.items()),
        )
        yield _by(
            "plenum_answer_seconds",
            "How long it took to answer.",
            "part",
            ((part, took) for part, took in answers.items() if took is not None),
        )
        if measures.broker.seconds is not None:
            yield from self._of_the_broker()
        if measures.stored.seconds is not None:
            yield from self._of_the_database()

    def _of_the_broker(self) -> Iterator[GaugeMetricFamily]:
        at, queues = self.measures.at, self.measures.broker.queues
        yield _by("plenum_queue_length", "Tasks not begun.", "queue", ((each.name, each.length) for each in queues))
        yield _by(
            "plenum_queue_oldest_seconds",
            "How long the oldest of them has been lying.",
            "queue",
            ((each.name, _age(each.oldest_at, at)) for each in queues),
        )
        yield _by(
            "plenum_queue_workers",
            "Workers that answer and take from it.",
            "queue",
            ((each.name, len(each.workers)) for each in queues),
        )

    def _of_the_database(self) -> Iterator[GaugeMetricFamily]:
        at, stored = self.measures.at, self.measures.stored
        letters = stored.letters
        counted = {name: getattr(letters, name) for name in ("waiting", "tried", "being_sent", "held")}
        yield _by("plenum_letters", "Letters by where they stand, up to 10,001.", "state", counted.items())
        lately = {"failed": letters.failed, "bounced": letters.bounced}
        yield _by("plenum_letters_last_day", "Letters that went wrong in the last day.", "state", lately.items())
        yield _by(
            "plenum_letter_oldest_due_seconds",
            "Since when the longest due letter is due.",
            "priority",
            ((str(int(each)), _age(letters.oldest_due.get(each), at)) for each in Priority),
        )
        yield _one("plenum_letters_resting", "Was our mail server away a moment ago?", int(letters.are_resting))
        yield _one("plenum_letter_oldest_unsent_seconds", "Age of the oldest that waits.", _age(letters.oldest_at, at))
        yield _one("plenum_deliveries_waiting", "Deliveries by webhook that wait.", stored.deliveries.waiting)
        yield _one("plenum_deliveries_given_up_last_day", "Those given up.", stored.deliveries.given_up)
        if stored.last_beat:
            yield _one("plenum_last_beat_seconds", "Since the clock last ticked.", _age(stored.last_beat, at))
        yield _by(
            "plenum_task_last_success_seconds",
            "Since a scheduled task last went well.",
            "task",
            ((each.task, _age(each.ended_at, at)) for each in stored.scheduled if each.ended_at),
        )


def _by(name: str, meaning: str, label: str, values: Iterable[tuple[str, float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for of, value in values:
        family.add_metric([of], value)
    return family


def _one(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _age(since: datetime | None, at: datetime) -> float:
    """Seconds; nought where nothing waits, and where another machine's clock goes before ours."""
    return max(0.0, (at - since).total_seconds()) if since else 0.0
