"""What the faces have done in the background."""

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from web.tasks import forget_expired_sessions


@pytest.mark.django_db
def test_sessions_are_forgotten_when_their_time_is_over() -> None:
    for key, hours in (("over", -1), ("under-way", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))

    forget_expired_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["under-way"]


def test_every_task_that_the_clock_starts_is_known() -> None:
    current_app.loader.import_default_modules()  # as a worker does at its start

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(current_app.tasks)
