"""How a process goes out."""

from rest_framework import serializers

from api import links
from api.fields import Versions
from api.serializers.groups import Groups
from consultations.models import Process


class ProcessReference(serializers.Serializer[Process]):
    """A process, as other things name it."""

    slug = serializers.CharField(help_text="What the filter `process` takes.")
    code = serializers.CharField(help_text="As it stands in symbols.")
    name = Versions()
    is_example = serializers.BooleanField(help_text="Invented, to show how things work: not to be shown as real.")
    url = serializers.SerializerMethodField(help_text="Its page.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_url(self, process: Process) -> str:
        return links.page("process", process.slug)

    def get_api_url(self, process: Process) -> str:
        return links.resource("process", process.slug)


class ProcessSerializer(ProcessReference):
    """A process: a body or mandate with its own secretariat."""

    mandate = Versions()
    languages = serializers.ListField(child=serializers.CharField(), help_text="It works in these (codes).")
    time_zone = serializers.CharField(help_text="IANA name.")
    groups = Groups(help_text="Its stakeholder groups, by code: none comes first.")
