"""Where at the desk something that lacks something is changed."""

from collections.abc import Iterable

from django.urls import reverse

from consultations.models import CommentPeriod, Document, GuidingQuestion, Process, Round
from consultations.queries.readiness import About, Gap


def with_places(gaps: Iterable[Gap]) -> list[tuple[str, str]]:
    """What is missing, each with the address of the page on which it can be mended."""
    return [(gap.sentence, place_of(gap.about)) for gap in gaps]


def place_of(about: About) -> str:
    """The page at the desk where this is changed."""
    match about:
        case Process():
            return reverse("secretariat:process", args=[about.slug]) + "#settings"
        case Round():
            return reverse("secretariat:change_round", args=[about.process.slug, about.number])
        case CommentPeriod():
            return _in(about.round, f"#period-{about.pk}")
        case GuidingQuestion():
            round_ = about.period.round
            return reverse("secretariat:question", args=[round_.process.slug, round_.number, about.pk])
        case Document():
            round_ = about.round
            return reverse("secretariat:document", args=[round_.process.slug, round_.number, about.pk])


def _in(round_: Round, anchor: str) -> str:
    return reverse("secretariat:round", args=[round_.process.slug, round_.number]) + anchor
