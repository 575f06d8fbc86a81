from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self) -> None:
        from exports import rules, tasks  # noqa: F401  # registers permissions, and tasks that are started by name
