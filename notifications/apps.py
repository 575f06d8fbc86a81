from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        """Make the tasks known wherever Django runs: actions start them by name."""
        import notifications.tasks  # noqa: F401  # read for its effect, once the models are there
