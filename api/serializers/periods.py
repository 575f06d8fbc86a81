"""How a comment period goes out: with everything that another portal needs to show it and to send its people."""

from datetime import datetime

from rest_framework import serializers

from api import kept, links
from api.fields import Versions, in_zone
from api.serializers.groups import Groups
from api.serializers.processes import ProcessReference
from api.serializers.questions import QuestionReference
from api.serializers.rounds import DocumentSerializer, RoundReference
from consultations.enums import PeriodState, Purpose
from consultations.models import CommentPeriod


class CommentPeriodSerializer(serializers.Serializer[CommentPeriod]):
    """A comment period at one instant: ``context["at"]``.

    With ``context["runs"]`` the seconds left are a mark that is replaced as the answer leaves (see ``api.kept``).
    """

    id = serializers.IntegerField()
    state = serializers.SerializerMethodField(help_text="At the instant of the answer, or at `at`.")
    title = Versions()
    description = Versions()
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    opens_at = serializers.SerializerMethodField(help_text="RFC 3339, offset of the announced zone. Counts as open.")
    closes_at = serializers.SerializerMethodField(
        help_text="RFC 3339, offset of the announced zone. Counts as closed: received by then is not in time."
    )
    time_zone = serializers.CharField(help_text="The zone in which the dates were announced (IANA name).")
    seconds_left = serializers.SerializerMethodField(
        help_text="Until it closes; 0 when it has. An answer 304 stays true but for this: count from `closes_at`."
    )
    languages = serializers.ListField(child=serializers.CharField(), help_text="Contributions are asked in these.")
    for_everyone = serializers.SerializerMethodField(help_text="No group in particular is asked.")
    audience = Groups(help_text="The groups that are asked; empty when everyone is.")
    questions = QuestionReference(many=True)
    documents = DocumentSerializer(many=True, source="round.documents", help_text="What its round has filed.")
    round = RoundReference()
    process = ProcessReference(source="round.process")
    take_part_url = serializers.SerializerMethodField(
        help_text="Where people take part: they begin at once and say who they are later. Null unless it is open."
    )
    contributions_url = serializers.SerializerMethodField(help_text="What was published in its round, for people.")
    url = serializers.SerializerMethodField(help_text="Its page, the address to link to.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_state(self, period: CommentPeriod) -> PeriodState:
        return period.state(at=self._at)

    def get_opens_at(self, period: CommentPeriod) -> datetime:
        return in_zone(period.opens_at, period.time_zone)  # type: ignore[return-value]  # the type is the schema's

    def get_closes_at(self, period: CommentPeriod) -> datetime:
        return in_zone(period.closes_at, period.time_zone)  # type: ignore[return-value]  # the type is the schema's

    def get_seconds_left(self, period: CommentPeriod) -> int:
        if self.context["runs"]:
            return kept.mark(period.closes_at)  # type: ignore[return-value]  # becomes a number
        return int(period.time_left(at=self._at).total_seconds())

    def get_for_everyone(self, period: CommentPeriod) -> bool:
        return not period.audience.all()

    def get_take_part_url(self, period: CommentPeriod) -> str | None:
        return self.get_url(period) if period.is_open(at=self._at) else None

    def get_contributions_url(self, period: CommentPeriod) -> str:
        return links.page("contributions", period.round.process.slug, period.round.number)

    def get_url(self, period: CommentPeriod) -> str:
        return links.page("period", period.round.process.slug, period.round.number, period.pk)

    def get_api_url(self, period: CommentPeriod) -> str:
        return links.resource("comment-period", period.pk)

    @property
    def _at(self) -> datetime:
        at: datetime = self.context["at"]
        return at
