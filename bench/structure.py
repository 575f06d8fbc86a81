"""What contributions need around them: one process, its rounds with periods and questions, sources."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from common.collation import sort_key
from consultations.enums import Purpose
from consultations.models import CommentPeriod, GuidingQuestion, Process, Round
from stakeholders.actions import ensure_default_groups
from stakeholders.countries import region_of
from stakeholders.enums import Language, SourceKind
from stakeholders.models import Person, Source, SourceName, StakeholderGroup

SLUG = "bench"
ROUNDS, PERIODS, OPEN_PERIODS = 20, 20, 23
MOST_SOURCES = 20_000
COUNTRIES = ["AR", "BR", "CH", "CN", "DE", "EG", "FR", "GH", "IN", "JP", "KE", "MX", "NG", "PE", "SN", "TH", "US", "ZA"]


@dataclass(frozen=True)
class Structure:
    """Ids of what has been made, as the filling needs them. A question by its period."""

    author: int
    rounds: list[int]
    periods: dict[int, list[int]]
    questions: dict[int, int]
    sources: list[int]


def build(contributions: int, random: Random, *, periods: int = PERIODS, open_periods: int = OPEN_PERIODS) -> Structure:
    """Store a process with ``ROUNDS`` rounds of ``periods`` each, ``open_periods`` of all open for a month."""
    ensure_default_groups()
    groups = list(StakeholderGroup.objects.filter(for_individuals=False).order_by("code"))
    author = Person.objects.create_user("bench@example.org", name="Bench")
    now = timezone.now()
    process = Process.objects.create(slug=SLUG, code="BENCH", name={"en": "Bench", "fr": "Banc d’essai"}, public_at=now)
    process.groups.set(groups)
    rounds = Round.objects.bulk_create(
        Round(
            process=process,
            number=number,
            title={"en": f"Meeting {number}", "fr": f"Réunion {number}"},
            public_at=now,
        )
        for number in range(1, ROUNDS + 1)
    )
    made = _periods(rounds, periods, open_periods)
    questions = GuidingQuestion.objects.bulk_create(
        GuidingQuestion(
            period=period, number=number, text={"en": "What should be done first, and by whom?", "fr": "Que faire ?"}
        )
        for period in made
        for number in (2, 1)
    )
    return Structure(
        author=author.pk,
        rounds=[each.pk for each in rounds],
        periods={each.pk: [period.pk for period in made if period.round_id == each.pk] for each in rounds},
        questions={question.period_id: question.pk for question in questions},
        sources=_sources(min(MOST_SOURCES, max(20, contributions // 20)), groups, random),
    )


def known() -> Structure | None:
    """What was built before in this house; None where nothing was."""
    process = Process.objects.filter(slug=SLUG).first()
    if process is None:
        return None
    rounds = list(process.rounds.order_by("number"))
    questions = GuidingQuestion.objects.filter(period__round__process=process).order_by("-number")
    return Structure(
        author=Person.objects.get(email="bench@example.org").pk,
        rounds=[each.pk for each in rounds],
        periods={each.pk: list(each.periods.order_by("pk").values_list("pk", flat=True)) for each in rounds},
        questions={question.period_id: question.pk for question in questions},
        sources=list(Source.objects.filter(slug__startswith="bench-source-").values_list("pk", flat=True)),
    )


def _periods(rounds: list[Round], number: int, opened: int) -> list[CommentPeriod]:
    now = timezone.now()
    periods = [_period(each, place, now) for place in range(number) for each in rounds]
    for place, period in enumerate(periods[-opened:]):
        period.opens_at, period.closes_at = now - timedelta(days=5), now + timedelta(days=30, minutes=place)
    return CommentPeriod.objects.bulk_create(periods)


def _period(held: Round, place: int, now: datetime) -> CommentPeriod:
    opened = now - timedelta(days=40 * (PERIODS - place) + 30)
    return CommentPeriod(
        round=held,
        purpose=Purpose.ANSWERS,
        title={"en": f"Call {place + 1} of meeting {held.number}", "fr": f"Appel {place + 1} de la réunion"},
        description={"en": "Inputs will be summed up for the meeting, with their sources named."},
        opens_at=opened,
        public_at=opened,
        closes_at=opened + timedelta(days=30),
        announced_at=opened,
        languages=["en", "fr"],
    )


def _sources(number: int, groups: list[StakeholderGroup], random: Random) -> list[int]:
    sources = Source.objects.bulk_create(
        Source(
            kind=SourceKind.ORGANISATION,
            slug=f"bench-source-{place}",
            name=f"Society No. {place} for Measuring",
            country=random.choice(COUNTRIES),
            group=random.choice(groups),
        )
        for place in range(number)
    )
    keys = {source.pk: sort_key(source.name) for source in sources}
    SourceName.objects.bulk_create(
        SourceName(source=source, language=language, name=source.name, sort_key=keys[source.pk])
        for source in sources
        for language in Language.values
    )
    return [source.pk for source in sources]


def regions() -> list[tuple[str, str]]:
    """Each country of ``COUNTRIES`` with its region."""
    return [(code, region_of(code)) for code in COUNTRIES]
