from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "health"

    def ready(self) -> None:
        """Listen to Celery wherever tasks are sent or done."""
        from health import signals

        signals.connect()
