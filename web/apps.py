from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"

    def ready(self) -> None:
        """Make tasks known by name."""
        from web import tasks  # noqa: F401
