"""How it goes out that a process has let a portal in."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import links
from api.fields import Instant
from api.serializers.processes import ProcessReference
from consultations.models import Admission
from portals.enums import Scope
from portals.models import Portal


class PortalReference(serializers.Serializer[Portal]):
    """A portal: another site that brings its people here."""

    slug = serializers.CharField(help_text="What the filter `portal` takes.")
    name = serializers.CharField(help_text="As it stands with what came through it.")
    url = serializers.CharField(help_text="Its own address on the web.")


class AdmittedPortalSerializer(serializers.Serializer[Admission]):
    """What a process lets a portal do. It is in force; of one that was ended only what came through it tells."""

    id = serializers.IntegerField()
    portal = PortalReference()
    process = ProcessReference()
    scopes = serializers.SerializerMethodField(help_text="What the portal may do in the process.")
    since = Instant(source="decided_at", help_text="When the secretariat decided that it may do just this.")
    url = serializers.SerializerMethodField(help_text="The page of all portals of the process.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=Scope.values)))
    def get_scopes(self, admission: Admission) -> list[str]:
        return [scope.value for scope in admission.granted]

    def get_url(self, admission: Admission) -> str:
        return links.page("process_portals", admission.process.slug)

    def get_api_url(self, admission: Admission) -> str:
        return links.resource("admission", admission.pk)
