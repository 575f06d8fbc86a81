"""What comment periods have around them: acts, an audience, documents with files."""

from datetime import timedelta

from django.utils import timezone

from bench.structure import Structure
from consultations.enums import Act, DocumentKind
from consultations.models import CommentPeriod, Document, DocumentFile, PeriodAct, Round, Symbol
from stakeholders.models import StakeholderGroup

# Of each round; far from what contributions are given.
DOCUMENTS, FIRST_ID = 5, 1_000_000_000


def surround(structure: Structure) -> None:
    """Give every period two acts, every second one an audience of three, every round some documents in two languages.

    After the filling: numbers of documents are out of the way of those that it gives.
    """
    periods = list(CommentPeriod.objects.filter(round__in=structure.rounds).order_by("pk"))
    PeriodAct.objects.bulk_create(act for period in periods for act in _acts(period))
    groups = list(StakeholderGroup.objects.filter(for_individuals=False).order_by("code")[:3])
    asked = CommentPeriod.audience.through
    asked.objects.bulk_create(
        asked(commentperiod_id=period.pk, stakeholdergroup_id=group.pk) for period in periods[::2] for group in groups
    )
    rounds = Round.objects.filter(pk__in=structure.rounds).select_related("process")
    for place, held in enumerate(rounds):
        _documents(held, FIRST_ID + place * DOCUMENTS)


def _acts(period: CommentPeriod) -> list[PeriodAct]:
    announced = period.opens_at - timedelta(days=20)
    before = {"opens_before": period.opens_at, "closes_before": period.closes_at - timedelta(days=7)}
    first = {"opens_at": period.opens_at, "closes_at": before["closes_before"]}
    later = {"opens_at": period.opens_at, "closes_at": period.closes_at}
    return [
        PeriodAct(period=period, act=Act.OPEN, at=announced, language="en", **before, **first),
        PeriodAct(
            period=period, act=Act.EXTEND, at=period.opens_at, language="en", reason="Several asked for more time.",
            **before, **later,
        ),
    ]  # fmt: skip


def _documents(held: Round, first: int) -> None:
    now = timezone.now()
    for place in range(DOCUMENTS):
        text = f"{held.process.code}/{held.number}/D{place + 1}"
        number = first + place
        symbol = Symbol.objects.create(pk=number, process=held.process, round=held, text=text, number=number)
        title = {"en": f"Paper {place + 1} of the secretariat", "fr": f"Document {place + 1} du secrétariat"}
        document = Document.objects.create(
            round=held, symbol=symbol, kind=DocumentKind.DRAFT, title=title, filed_at=now, public_at=now
        )
        DocumentFile.objects.bulk_create(
            DocumentFile(
                document=document, name=f"paper-{place + 1}-{code}.pdf", media_type="application/pdf", size=48_213,
                sha256="5f" * 32, language=code, file="bench",
            )
            for code in ("en", "fr")
        )  # fmt: skip
