"""What the clock and the workers did is noted, and nobody is kept from working by that."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config import celery_app
from config.clock import Clock
from consultations.tasks import tell_the_clock
from health import actions
from health.models import Run
from tests.waiting import until
from tests.working import worker

TASK = "consultations.tasks.tell_the_clock"


@pytest.mark.django_db
class TestNoting:
    def test_writes_over_the_last_run(self):
        actions.note_sent(TASK)
        before = Run.objects.get()
        actions.note_sent(TASK)
        assert Run.objects.get().sent_at > before.sent_at

    def test_keeps_when_it_went_well_where_it_fails(self):
        actions.note_ended(TASK)
        well = Run.objects.get().ended_at
        actions.note_failed(TASK, ValueError("dora@example.org"))
        run = Run.objects.get()
        assert (run.ended_at, run.fault) == (well, "ValueError")
        assert run.failed_at > well

    def test_costs_one_statement(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            actions.note_begun(TASK)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_refuses_keeps_nobody_from_working(monkeypatch, caplog):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    connection.close()
    actions.note_sent(TASK)
    assert "Not noted" in caplog.text


@pytest.mark.usefixtures("broker")
@pytest.mark.django_db(transaction=True)
class TestTheClock:
    @pytest.fixture
    def clock(self, tmp_path):
        schedule = str(tmp_path / "schedule")
        clock = Clock(app=celery_app, schedule_filename=schedule, lazy=True)
        clock.setup_schedule()
        yield clock
        clock.close()

    def test_notes_what_the_broker_took(self, clock):
        began = timezone.now()
        for entry in clock.schedule.values():
            clock.apply_entry(entry)
        assert set(Run.objects.filter(sent_at__gte=began).values_list("task", flat=True)) == {
            entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()
        }

    def test_notes_nothing_while_the_broker_is_away(self, clock, monkeypatch):
        monkeypatch.setattr(type(celery_app.tasks[TASK]), "apply_async", lambda *_given, **_more: 1 / 0)
        clock.apply_entry(clock.schedule["tell-the-clock"])
        assert not Run.objects.exists()


@pytest.mark.usefixtures("broker")
@pytest.mark.django_db(transaction=True)
def test_a_worker_notes_a_run_of_the_clock_and_of_nothing_else():
    with worker("clock"):
        celery_app.send_task("notifications.tasks.deliver", kwargs={"letter_id": "0" * 32}, queue="clock")
        tell_the_clock.delay()
        until(Run.objects.filter(ended_at__isnull=False).exists)
    run = Run.objects.get()
    assert run.task == TASK
    assert run.began_at <= run.ended_at < run.began_at + timedelta(seconds=10)
