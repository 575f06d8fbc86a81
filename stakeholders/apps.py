from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "stakeholders"

    def ready(self) -> None:
        """Make the rules known by name."""
        from stakeholders import rules  # noqa: F401  # models must be there first
