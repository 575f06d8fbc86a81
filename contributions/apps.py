from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "contributions"

    def ready(self) -> None:
        """Make rules and tasks known by name."""
        from contributions import rules, tasks  # noqa: F401
