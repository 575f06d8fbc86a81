from django.apps import AppConfig


class PortalsConfig(AppConfig):
    name = "portals"

    def ready(self) -> None:
        """Make the rules known by name."""
        from portals import rules  # noqa: F401  # models must be there first
