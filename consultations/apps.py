from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        """Make the rules known by name."""
        from consultations import rules  # noqa: F401  # models must be there first
