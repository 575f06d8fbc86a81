"""How much is said in each section."""

from django.db.models import Count, F, Func, IntegerField
from django.db.models.lookups import GreaterThan

from consultations.models import Round
from contributions.enums import Consent, State
from contributions.models import Contribution

from .sections import RECOMMENDATIONS, STATEMENTS, Section, first_words, readable


def counts(round_: Round, sections: list[Section]) -> dict[str, int]:
    """How many contributions say something in each section, by its key. Two queries."""
    asked = Func(F("question_ids"), function="unnest", output_field=IntegerField())
    answered = dict(
        readable(round_)
        .annotate(asked=asked)
        .values("asked")
        .annotate(number=Count("pk"))
        .values_list("asked", "number")
    )
    statement = GreaterThan(first_words(STATEMENTS), "")
    recommended = GreaterThan(first_words(RECOMMENDATIONS), "")
    others = readable(round_).aggregate(
        statements=Count("pk", filter=statement), recommendations=Count("pk", filter=recommended)
    )
    found = {STATEMENTS: others["statements"], RECOMMENDATIONS: others["recommendations"]}
    return {
        section.key: answered.get(int(section.key), 0) if section.question else found[section.key]
        for section in sections
    }


def only_counted(round_: Round) -> int:
    """How many are in force that their sources let be counted only. One query."""
    return (
        Contribution.objects.in_force().filter(round=round_, consent=Consent.AGGREGATE, state=State.PUBLISHED).count()
    )
