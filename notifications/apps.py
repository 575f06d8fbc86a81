from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        """Make the tasks known wherever Django runs, since actions start them by name, and every app's letters."""
        import notifications.tasks  # noqa: F401  # read for its effect, once the models are there

        autodiscover_modules("letters")
