"""Puts the house together: settings, addresses, services. Nobody imports it."""

from .celery import app as celery_app

__all__ = ["celery_app"]
