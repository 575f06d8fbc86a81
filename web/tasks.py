"""Entrances for Celery: load, make one call inwards."""

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string


@shared_task(name="web.tasks.forget_expired_sessions", ignore_result=True, soft_time_limit=100, time_limit=120)
def forget_expired_sessions() -> None:
    """Remove what browsers have long forgotten: sessions, and the words of forms that waited in them."""
    import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()
