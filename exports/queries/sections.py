"""What a compilation by question is made of: each guiding question, then statements, then recommendations."""

from dataclasses import dataclass

from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext as _

from common.localized import Wording
from consultations.models import GuidingQuestion, Round
from contributions.content import Content
from contributions.enums import Consent
from contributions.models import Contribution, ContributionQuerySet

STATEMENTS, RECOMMENDATIONS = "statements", "recommendations"


@dataclass(frozen=True)
class Section:
    """One part of a compilation. ``key`` names it in addresses: a question's id, or what else sources say."""

    key: str
    question: GuidingQuestion | None = None

    def title(self, language: str) -> Wording:
        """What stands above it, in ``language`` (that of the page) where it exists in it."""
        if self.question is not None:
            asked = self.question.wording
            return Wording(f"{self.question.number}. {asked.text}", asked.language)
        return Wording(_("Statements") if self.key == STATEMENTS else _("Recommendations"), language)

    def texts(self, content: Content) -> tuple[str, ...]:
        """What a contribution says in this section; of recommendations several, in the source's own order."""
        if self.question is not None:
            found = [content.answers.get(str(self.question.pk), "")]
        else:
            found = [content.statement] if self.key == STATEMENTS else content.recommendations
        return tuple(text.strip() for text in found if text.strip())


def sections_of(round_: Round) -> list[Section]:
    """Every section of a round, questions in the order in which they were asked. One query."""
    asked = (
        GuidingQuestion.objects.filter(period__round=round_, period__public_at__isnull=False)
        .select_related("period")
        .order_by("period__opens_at", "period", "number")
    )
    return [
        *(Section(str(question.pk), question) for question in asked),
        Section(STATEMENTS),
        Section(RECOMMENDATIONS),
    ]


def readable(round_: Round) -> ContributionQuerySet:
    """What of a round is in force and may be read; what its source lets be counted only is not."""
    return Contribution.objects.in_force().filter(round=round_).exclude(consent=Consent.AGGREGATE)


def said_in(round_: Round, section: Section) -> ContributionQuerySet:
    """The contributions in force that say something in this section."""
    found = readable(round_)
    if section.question is not None:
        return found.filter(question_ids__contains=[section.question.pk])
    return found.alias(said=first_words(section.key)).filter(said__gt="")


def first_words(key: str) -> KeyTextTransform:
    """The beginning of what is said in one of the sections without a question; "" or null where nothing is."""
    if key == STATEMENTS:
        return KeyTextTransform("statement", "submission__content")
    return KeyTextTransform("0", KeyTransform("recommendations", "submission__content"))
