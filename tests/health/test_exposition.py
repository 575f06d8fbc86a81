"""What programs read: well-formed, with every figure, and with gaps where nothing is known."""

from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from health.exposition import exposed
from health.measures import Broker, Letters, Queue, Stored
from tests.health.conftest import NOON


def read(measures) -> dict[tuple[str, ...], float]:
    """All samples, by name and labels."""
    families = text_string_to_metric_families(exposed(measures).decode())
    return {
        (sample.name, *map(str, sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_every_figure_is_there(measured):
    letters = Letters(
        7,
        1,
        NOON - timedelta(hours=1),
        being_sent=2,
        held=3,
        failed=4,
        bounced=5,
        oldest_due={3: NOON - timedelta(minutes=2)},
    )
    broker = Broker(0.25, [Queue("mail", 8, NOON - timedelta(seconds=30), ["a", "b"])])
    told = read(measured(broker=broker, letters=letters))
    assert told["plenum_queue_length", "mail"] == 8
    assert told["plenum_queue_oldest_seconds", "mail"] == 30
    assert told["plenum_queue_workers", "mail"] == 2
    assert told["plenum_answer_seconds", "broker"] == 0.25
    states = ("waiting", "tried", "being_sent", "held")
    assert [told["plenum_letters", state] for state in states] == [7, 1, 2, 3]
    assert [told["plenum_letters_last_day", state] for state in ("failed", "bounced")] == [4, 5]
    assert told["plenum_letter_oldest_due_seconds", "3"] == 120
    assert told["plenum_letter_oldest_due_seconds", "0"] == 0
    assert told["plenum_letter_oldest_unsent_seconds",] == 3600
    assert told["plenum_last_beat_seconds",] == 90
    assert told["plenum_task_last_success_seconds", "a.tasks.sweep"] == 0
    assert told["plenum_alarms", "beat"] == 0


def test_what_is_not_known_is_a_gap(measured):
    told = read(measured(broker=Broker(), stored=Stored()))
    assert (told["plenum_answers", "database"], told["plenum_answers", "broker"]) == (0, 0)
    assert (told["plenum_alarms", "database"], told["plenum_alarms", "broker"]) == (1, 1)
    assert not any(name.startswith(("plenum_queue", "plenum_letter")) for name, *_labels in told)
