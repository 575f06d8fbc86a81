"""How a comment period goes out: with everything that another portal needs to show it and to send its people."""

from datetime import datetime
from typing import Any, Literal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import kept, links
from api.fields import Versions, in_zone
from api.serializers.groups import Groups
from api.serializers.processes import ProcessReference
from api.serializers.questions import QuestionReference, question_told
from api.serializers.rounds import FIRST_DOCUMENTS, MOST_DOCUMENTS, DocumentSerializer, RoundReference
from api.serializers.ways import WaySerializer, ways_into
from common.localized import versions
from common.together import belonging
from consultations.enums import Act, PeriodState, Purpose
from consultations.models import CommentPeriod, Document, PeriodAct, ReceivingRules
from consultations.queries import notice_given

OVER = (PeriodState.CLOSED, PeriodState.CANCELLED)


class PeriodActSerializer(serializers.Serializer[PeriodAct]):
    """One act on the dates of a period: what held before, what holds since, and why. None is ever changed."""

    act = serializers.ChoiceField(choices=Act.choices)
    decided_at = serializers.SerializerMethodField(help_text="RFC 3339, offset of the announced zone.")
    opens_before = serializers.SerializerMethodField()
    closes_before = serializers.SerializerMethodField()
    opens_at = serializers.SerializerMethodField()
    closes_at = serializers.SerializerMethodField()
    reason = serializers.CharField(help_text="As it was given; empty for an announcement.")
    language = serializers.CharField(help_text="Of the reason.")
    decided_by = serializers.SerializerMethodField(help_text="The function of whoever decided, never a name.")

    def get_decided_at(self, act: PeriodAct) -> datetime:
        return self._in_zone(act, act.at)

    def get_opens_before(self, act: PeriodAct) -> datetime:
        return self._in_zone(act, act.opens_before)

    def get_closes_before(self, act: PeriodAct) -> datetime:
        return self._in_zone(act, act.closes_before)

    def get_opens_at(self, act: PeriodAct) -> datetime:
        return self._in_zone(act, act.opens_at)

    def get_closes_at(self, act: PeriodAct) -> datetime:
        return self._in_zone(act, act.closes_at)

    def get_decided_by(self, act: PeriodAct) -> Literal["secretariat"]:
        return "secretariat"

    @staticmethod
    def _in_zone(act: PeriodAct, instant: datetime) -> datetime:
        return in_zone(instant, act.period.time_zone)  # type: ignore[return-value]  # the type is the schema's


def told_of(act: PeriodAct, zone: str) -> dict[str, Any]:
    """The same as ``PeriodActSerializer`` tells, at once."""
    return {
        "act": act.act,
        "decided_at": in_zone(act.at, zone),
        "opens_before": in_zone(act.opens_before, zone),
        "closes_before": in_zone(act.closes_before, zone),
        "opens_at": in_zone(act.opens_at, zone),
        "closes_at": in_zone(act.closes_at, zone),
        "reason": act.reason,
        "language": act.language,
        "decided_by": "secretariat",
    }


def seconds_left(period: CommentPeriod, *, at: datetime, runs: bool) -> int:
    """How many are left at the instant ``at``; what stands in for them (``api.kept``) where the clock ``runs``."""
    if period.cancelled_at is not None:
        return 0
    if runs:
        return kept.mark(period.closes_at)  # type: ignore[return-value]  # becomes a number
    return int(period.time_left(at=at).total_seconds())


class PeriodReference(serializers.Serializer[CommentPeriod]):
    """A comment period, as other things name it, with its dates of now."""

    id = serializers.IntegerField(help_text="What the filter `comment_period` takes.")
    title = Versions()
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    opens_at = serializers.SerializerMethodField(help_text="RFC 3339, offset of the announced zone.")
    closes_at = serializers.SerializerMethodField(help_text="RFC 3339, offset of the announced zone.")
    time_zone = serializers.CharField(help_text="The zone in which the dates were announced (IANA name).")
    is_cancelled = serializers.SerializerMethodField()
    api_url = serializers.SerializerMethodField(help_text="Itself in this API, with everything.")

    def get_opens_at(self, period: CommentPeriod) -> datetime:
        return in_zone(period.opens_at, period.time_zone)  # type: ignore[return-value]  # the type is the schema's

    def get_closes_at(self, period: CommentPeriod) -> datetime:
        return in_zone(period.closes_at, period.time_zone)  # type: ignore[return-value]  # the type is the schema's

    def get_is_cancelled(self, period: CommentPeriod) -> bool:
        return period.cancelled_at is not None

    def get_api_url(self, period: CommentPeriod) -> str:
        return links.resource("comment-period", period.pk)


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
    notice_days = serializers.SerializerMethodField(
        help_text="Whole days from its announcement to the opening announced then; later acts do not change it."
    )
    history = PeriodActSerializer(
        many=True, source="acts", help_text="Everything that was decided about its dates, in the order of time."
    )
    languages = serializers.ListField(child=serializers.CharField(), help_text="Contributions are asked in these.")
    for_everyone = serializers.SerializerMethodField(help_text="No group in particular is asked.")
    audience = Groups(help_text="The groups that are asked; empty when everyone is.")
    questions = QuestionReference(many=True)
    documents = DocumentSerializer(
        many=True,
        source=f"round.{FIRST_DOCUMENTS}",
        help_text=f"What its round has filed; the first {MOST_DOCUMENTS}, all at `round.documents_url`.",
    )
    symbols = serializers.SerializerMethodField(
        help_text="The citable numbers of those documents; how its round is cited is `round.symbol`."
    )
    round = RoundReference()
    process = ProcessReference(source="round.process")
    ways = serializers.SerializerMethodField(
        help_text="How to take part: on the page, by e-mail, by this API. Empty when it has closed or was cancelled."
    )
    accepts_late = serializers.SerializerMethodField(
        help_text="Is what comes after closing taken, and held for the next round?"
    )
    take_part_url = serializers.SerializerMethodField(
        help_text="Where people take part: they begin at once and say who they are later. Null unless it is open."
    )
    contributions_url = serializers.SerializerMethodField(help_text="What was published in its round, for people.")
    url = serializers.SerializerMethodField(help_text="Its page, the address to link to.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def at_once(self, period: CommentPeriod) -> dict[str, Any]:
        """The members of which there is nothing more to find out: see ``api.quick``."""
        context = self.context
        at, zone, closes_at = context["at"], period.time_zone, period.closes_at
        state, page = period.state(at=at), self.get_url(period)
        return {
            "id": period.pk,
            "state": state.value,
            "title": versions(period.title),
            "description": versions(period.description),
            "purpose": period.purpose,
            "opens_at": in_zone(period.opens_at, zone),
            "closes_at": in_zone(closes_at, zone),
            "time_zone": zone,
            "seconds_left": seconds_left(period, at=at, runs=context["runs"]),
            "notice_days": self.get_notice_days(period),
            "history": [told_of(act, zone) for act in belonging(period, "acts")],
            "languages": period.languages,
            "for_everyone": not belonging(period, "audience"),
            "questions": [question_told(question) for question in belonging(period, "questions")],
            "ways": [] if state in OVER else ways_into(period, page),
            "take_part_url": page if state == PeriodState.OPEN else None,
            "url": page,
            "api_url": links.resource("comment-period", period.pk),
            **self._shared(period, context),
        }

    def _shared(self, period: CommentPeriod, context: Any) -> dict[str, Any]:
        """The members that are the same for all periods of a round, found once for an answer."""
        known: dict[int, dict[str, Any]] = context.setdefault("of_rounds", {})
        found = known.get(period.round_id)
        if found is None:
            found = known[period.round_id] = {
                "symbols": self.get_symbols(period),
                "accepts_late": self.get_accepts_late(period),
                "contributions_url": self.get_contributions_url(period),
            }
        return found

    def get_state(self, period: CommentPeriod) -> PeriodState:
        return period.state(at=self._at)

    def get_opens_at(self, period: CommentPeriod) -> datetime:
        return in_zone(period.opens_at, period.time_zone)  # type: ignore[return-value]  # the type is the schema's

    def get_closes_at(self, period: CommentPeriod) -> datetime:
        return in_zone(period.closes_at, period.time_zone)  # type: ignore[return-value]  # the type is the schema's

    def get_seconds_left(self, period: CommentPeriod) -> int:
        return seconds_left(period, at=self._at, runs=self.context["runs"])

    def get_notice_days(self, period: CommentPeriod) -> int | None:
        notice = notice_given(period)
        return None if notice is None else notice.days

    def get_for_everyone(self, period: CommentPeriod) -> bool:
        return not belonging(period, "audience")

    def get_symbols(self, period: CommentPeriod) -> list[str]:
        documents: list[Document] = getattr(period.round, FIRST_DOCUMENTS)
        return [document.symbol.text for document in documents if document.symbol is not None]

    @extend_schema_field(WaySerializer(many=True))
    def get_ways(self, period: CommentPeriod) -> Any:
        return [] if period.state(at=self._at) in OVER else ways_into(period, self.get_url(period))

    def get_accepts_late(self, period: CommentPeriod) -> bool:
        rules: ReceivingRules | None = getattr(period.round, "receiving", None)
        return rules is not None and rules.accepts_late

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
