"""How a contribution goes out."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import links
from api.expanding import Expanded, WithExpanded
from api.fields import Instant
from api.serializers.content import ContentSerializer, RedactionSerializer
from api.serializers.files import FileSerializer
from api.serializers.periods import PeriodReference
from api.serializers.processes import ProcessReference
from api.serializers.rounds import RoundReference
from consultations.models import Symbol
from contributions.enums import Channel, Consent, Lane, Modifier, State
from contributions.models import Contribution, transcript_of
from contributions.queries.published import (
    PublicContent,
    PublicSource,
    invited_sources,
    original_digest,
    public_content,
    public_files,
    public_sources,
    removals_of,
)

# Names as the sources call themselves, whatever language the answer is asked in.
OWN = "-"


class PublicSourceSerializer(serializers.Serializer[PublicSource]):
    """Who speaks in a contribution, in the group it had then. A source may want only its group to be known."""

    slug = serializers.CharField(help_text="Empty where only its group may be known.")
    name = serializers.CharField(help_text="Empty where only its group may be known.")
    acronym = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166 alpha-2, or empty.")
    group = serializers.CharField(source="group.code", help_text="Code of the stakeholder group.")
    url = serializers.SerializerMethodField(help_text="The source's page, or empty.")

    def get_url(self, source: PublicSource) -> str:
        return links.page("source", source.slug) if source.slug else ""


_TOLD = PublicSourceSerializer()


def _source(source: PublicSource) -> Any:
    # One for all: to put a serializer together for each source took half of the time of a page.
    return _TOLD.to_representation(source)


class SymbolReference(serializers.Serializer[Contribution]):
    """Another contribution, named by its symbol."""

    symbol = serializers.CharField(source="symbol.text")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_api_url(self, contribution: Contribution) -> str:
        return links.resource("contribution", contribution.pk)


class CampaignSerializer(serializers.Serializer[Any]):
    """Contributions with one text, each of which counts."""

    organiser = serializers.CharField(help_text="Who organised it, or empty where that is not known.")
    organiser_url = serializers.CharField(help_text="Their page, or empty.")
    url = serializers.CharField(help_text="The page of the campaign, with all members and what each says differently.")


class ContributionExpanded(Expanded):
    """What a contribution names, told along."""

    round = RoundReference(required=False)
    process = ProcessReference(source="round.process", required=False)
    comment_period = PeriodReference(source="period", required=False)


class ContributionSerializer(WithExpanded):
    """A contribution that was published. One that was withdrawn afterwards keeps its symbol and says nothing more.

    Nor does one whose source wanted it counted only (`consent` is `aggregate`).
    """

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=[State.PUBLISHED.value, State.WITHDRAWN.value])
    symbol = serializers.CharField(source="symbol.text", help_text="The citable number, unique in its process.")
    alias = serializers.CharField(source="symbol.alias", help_text="Another number it is known by, or empty.")
    consent = serializers.ChoiceField(
        choices=Consent.choices, help_text="What its source lets be published: all, words with its group only, nothing."
    )
    title = serializers.SerializerMethodField(help_text="Null when it was withdrawn, or is counted only.")
    language = serializers.SerializerMethodField(
        help_text="Code of its language. Empty where it was withdrawn, or is counted only."
    )
    excerpt = serializers.SerializerMethodField(help_text="Its first words. Null when there are none to be read.")
    sources = serializers.SerializerMethodField(
        help_text="Who speaks, as far as they may be named. Empty where it was withdrawn."
    )
    invited = serializers.SerializerMethodField(help_text="Who was asked to join, and has not confirmed.")
    process = serializers.CharField(source="round.process.slug", help_text="Slug of its process.")
    round = serializers.IntegerField(source="round.number", help_text="Number of its round in the process.")
    comment_period = serializers.SerializerMethodField(help_text="Its comment period, in this API.")
    lane = serializers.ChoiceField(
        choices=Lane.values, help_text="When it came, by the rules of its round: in_time, delayed, next_round."
    )
    channel = serializers.ChoiceField(choices=Channel.values, help_text="How it came; `web`: written on these pages.")
    portal = serializers.SerializerMethodField(help_text="Name of the portal through which it came, or null.")
    is_confirmed_transcript = serializers.SerializerMethodField(
        help_text="Has its source confirmed what the secretariat wrote down? Null where it wrote itself."
    )
    is_for_action = serializers.BooleanField(help_text="It asks the meeting to act; otherwise it is for information.")
    published_at = Instant()
    withdrawn_at = serializers.SerializerMethodField(help_text="Null unless it was withdrawn.")
    revises = SymbolReference(allow_null=True, help_text="The contribution that it replaces, or null.")
    revised_by = SymbolReference(many=True, source="revisions", help_text="Contributions that replace it.")
    modifies = SymbolReference(allow_null=True, help_text="What it adds to or corrects without replacing it, or null.")
    modifier = serializers.ChoiceField(choices=["", *Modifier.values], help_text="Add or Corr, where it modifies.")
    former_symbols = serializers.SerializerMethodField(help_text="Symbols it bore before; they lead to its page.")
    campaign = serializers.SerializerMethodField(
        help_text="Where the secretariat shows it with others that say nearly the same; null for most."
    )
    digest = serializers.SerializerMethodField(
        help_text="SHA-256 of what was submitted, and then of `content`. Null when withdrawn, "
        "where something was taken out, and where its source keeps a name back."
    )
    url = serializers.SerializerMethodField(help_text="Its permanent page, the address to cite.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")
    expanded = ContributionExpanded()

    def get_title(self, contribution: Contribution) -> str | None:
        return contribution.title if _has_words(contribution) else None

    def get_language(self, contribution: Contribution) -> str:
        return contribution.language if _has_words(contribution) else ""

    @extend_schema_field(PublicSourceSerializer(many=True))
    def get_sources(self, contribution: Contribution) -> Any:
        speaking = [] if _is_withdrawn(contribution) else public_sources(contribution, language=OWN)
        return [_source(each) for each in speaking]

    @extend_schema_field(PublicSourceSerializer(many=True))
    def get_invited(self, contribution: Contribution) -> Any:
        invited = [] if _is_withdrawn(contribution) else invited_sources(contribution, language=OWN)
        return [_source(each) for each in invited]

    def get_excerpt(self, contribution: Contribution) -> str | None:
        return contribution.excerpt if _has_words(contribution) else None

    def get_comment_period(self, contribution: Contribution) -> str:
        return links.resource("comment-period", contribution.period_id)

    def get_portal(self, contribution: Contribution) -> str | None:
        return contribution.portal.name if contribution.portal is not None else None

    def get_is_confirmed_transcript(self, contribution: Contribution) -> bool | None:
        transcript = transcript_of(contribution)
        return None if transcript is None else transcript.is_confirmed

    def get_former_symbols(self, contribution: Contribution) -> list[str]:
        acts = contribution.symbol.acts.all() if contribution.symbol is not None else []
        return [act.was for act in acts if act.old_id is not None]

    @extend_schema_field(CampaignSerializer(allow_null=True))
    def get_campaign(self, contribution: Contribution) -> Any:
        campaign = contribution.campaign
        if campaign is None or _is_withdrawn(contribution):
            return None
        page = links.page("campaign", contribution.round.process.slug, contribution.round.number, campaign.pk)
        said = {"organiser": campaign.organiser, "organiser_url": campaign.organiser_url}
        return CampaignSerializer({**said, "url": page}).data

    def get_withdrawn_at(self, contribution: Contribution) -> str | None:
        closed = contribution.closed_at
        return Instant().to_representation(closed) if _is_withdrawn(contribution) and closed is not None else None

    def get_digest(self, contribution: Contribution) -> str | None:
        return (original_digest(contribution) or None) if _has_words(contribution) else None

    def get_url(self, contribution: Contribution) -> str:
        # What is public has a symbol: a constraint of the database.
        symbol = cast(Symbol, contribution.symbol)
        return links.page("document", contribution.round.process.slug, symbol.text)

    def get_api_url(self, contribution: Contribution) -> str:
        return links.resource("contribution", contribution.pk)


class ContributionWithContentSerializer(ContributionSerializer):
    """A contribution with what it says.

    ``context["words"]``: the clauses that the contributions of the page name.
    """

    content = serializers.SerializerMethodField(help_text="What it says. Null where there is nothing to be read.")
    content_digest = serializers.SerializerMethodField(
        help_text="SHA-256 of `content`: the same as `digest` where nothing was taken out. Null where that is null."
    )
    clauses_called = serializers.SerializerMethodField(
        help_text="What people call the clauses that `content` names, by identity: as the version that it amends has "
        "them, in the language of that text."
    )
    redactions = serializers.SerializerMethodField(help_text="What was taken out of it, in reading order.")
    files = serializers.SerializerMethodField(help_text="Those that can be had.")
    _last: tuple[Contribution, PublicContent] | None = None

    @extend_schema_field(ContentSerializer(allow_null=True))
    def get_content(self, contribution: Contribution) -> Any:
        return self._said(contribution).data if _has_words(contribution) else None

    def get_content_digest(self, contribution: Contribution) -> str | None:
        return self._said(contribution).digest if _has_words(contribution) else None

    def _said(self, contribution: Contribution) -> PublicContent:
        """What it says, put together once for two members."""
        last = self._last
        if last is None or last[0] is not contribution:
            last = self._last = (contribution, public_content(contribution))
        return last[1]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_clauses_called(self, contribution: Contribution) -> Any:
        data = public_content(contribution).data if _has_words(contribution) else {}
        version = data.get("amends", {}).get("version")
        named = (change.get(name) for change in data.get("changes", ()) for name in ("clause", "after"))
        under = {name: self.context["words"].get((version, name)) for name in named if name}
        return {name: each.called for name, each in under.items() if each is not None}

    @extend_schema_field(RedactionSerializer(many=True))
    def get_redactions(self, contribution: Contribution) -> Any:
        form = removals_of(contribution) if _has_words(contribution) else None
        if form is None:
            return []
        return RedactionSerializer(form.removals(), many=True, context={"grounds": form.grounds}).data

    @extend_schema_field(FileSerializer(many=True))
    def get_files(self, contribution: Contribution) -> Any:
        return FileSerializer(public_files(contribution), many=True).data if _has_words(contribution) else []


def _has_words(contribution: Contribution) -> bool:
    """Is there anything to be read of it?"""
    return not _is_withdrawn(contribution) and contribution.consent != Consent.AGGREGATE


def _is_withdrawn(contribution: Contribution) -> bool:
    return contribution.state == State.WITHDRAWN
