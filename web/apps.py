from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"

    def ready(self) -> None:
        """Make tasks known by name, and hear what allauth tells of addresses and second factors."""
        from web import arriving, guests, second_factor, tasks  # noqa: F401
