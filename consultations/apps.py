from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        """Make rules and tasks known by name."""
        from consultations import rules, tasks  # noqa: F401  # models must be there first
