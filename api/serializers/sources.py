"""How a source goes out."""

from rest_framework import serializers

from api import links
from stakeholders.enums import Standing
from stakeholders.models import Source


class SourceSerializer(serializers.Serializer[Source]):
    """A source: an organisation, or a person who speaks for nobody else, that has a published contribution."""

    slug = serializers.CharField(help_text="What the filter `source` takes.")
    kind = serializers.CharField(help_text="`organisation` or `individual`.")
    name = serializers.CharField(help_text="As the source calls itself.")
    names = serializers.SerializerMethodField(help_text="Its name in other languages, by language code.")
    acronym = serializers.CharField(help_text="Empty where it has none.")
    country = serializers.CharField(source="country.code", help_text="ISO 3166 alpha-2, or empty.")
    group = serializers.CharField(source="group.code", help_text="Code of its stakeholder group today.")
    accreditation = serializers.CharField(help_text="One line entered by a secretariat, or empty.")
    standing = serializers.ChoiceField(
        choices=Standing.choices, help_text="Whether a secretariat has confirmed or disputes name, country and group."
    )
    standing_reason = serializers.CharField(help_text="Why it is disputed, or empty.")
    url = serializers.SerializerMethodField(help_text="Its page.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_names(self, source: Source) -> dict[str, str]:
        return {code: name for code, name in source.translations.items() if name}

    def get_url(self, source: Source) -> str:
        return links.page("source", source.slug)

    def get_api_url(self, source: Source) -> str:
        return links.resource("source", source.slug)


class OrganisationSerializer(SourceSerializer):
    """A source that is an organisation: a government, a company, an association, a body."""

    contributions_url = serializers.SerializerMethodField(help_text="What was published of it, in this API.")

    def get_api_url(self, source: Source) -> str:
        return links.resource("organisation", source.slug)

    def get_contributions_url(self, source: Source) -> str:
        return links.listing("contribution", source=source.slug)
