from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"

    def ready(self) -> None:
        """Make the tasks known wherever Django runs: actions start them by name."""
        import webhooks.tasks  # noqa: F401  # read for its effect, once the models are there
