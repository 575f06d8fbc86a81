"""Processes."""

from api.serializers.processes import ProcessSerializer
from api.viewsets import PublicViewSet
from consultations.models import Process


class Processes(PublicViewSet):
    """Processes, in the order of their slugs."""

    queryset = Process.objects.public().prefetch_related("groups")
    serializer_class = ProcessSerializer
    keyset_order = ("slug",)
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
