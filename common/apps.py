from django.apps import AppConfig
from django.db.models import Field

from common.lookups import Among


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        """Let every field have our lookups."""
        Field.register_lookup(Among)
