"""A small world whose ids, addresses and instants never change: what the examples on the documentation page show."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from consultations.enums import Act, AdmissionState, DocumentKind, Purpose
from consultations.models import (
    Admission,
    CarriedText,
    CommentPeriod,
    Document,
    DocumentFile,
    GuidingQuestion,
    PeriodAct,
    Process,
    Round,
    Symbol,
)
from contributions.content import Content, digest, excerpt
from contributions.enums import Lane, Speaking, State
from contributions.models import Amendment, Contribution, ContributionFile, ContributionSource, Submission
from portals.enums import Scope
from portals.models import Portal
from stakeholders.actions import register_organisation
from stakeholders.models import Person, Source
from texts.engine import canonical
from texts.models import Clause, ClauseVersion, Text, TextVersion

NOW = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def world(time_machine, groups):
    """One process, round, period, document, question and published contribution, all invented."""
    time_machine.move_to(NOW, tick=False)
    process = Process.objects.create(
        pk=901,
        slug="example-cables",
        code="EXC",
        name={"en": "Example Group on Submarine Cables", "fr": "Groupe exemple sur les câbles sous-marins"},
        mandate={"en": "To find out how cables can be kept whole."},
        languages=["en", "fr"],
        time_zone="Europe/Zurich",
        contributions_address="cables@example.org",
        is_example=True,
        public_at=NOW,
    )
    process.groups.set([groups["governments"], groups["civil-society"]])
    round_ = Round.objects.create(
        pk=902, process=process, number=2, title={"en": "Second meeting", "fr": "Deuxième réunion"},
        meets_on=date(2027, 3, 2), place="Geneva", public_at=NOW,
    )  # fmt: skip
    period = _period(round_)
    version = _text(_document(process, round_))
    source = register_organisation(
        name="Ministry of Posts of Exampland", acronym="MPE", country="", group=groups["governments"], by=None
    )
    Source.objects.filter(pk=source.pk).delete()
    source.pk = 906
    source.save()
    _contribution(period, source, groups["governments"], version)
    _portal(process)


def _portal(process):
    owner = Person.objects.create_user("owner@example.org", name="Nobody")
    portal = Portal.objects.create(
        pk=912, slug="example-igf", name="Example IGF", about="Brings the people of Exampland.",
        url="https://igf.example", email=owner.email, owner=owner,
    )  # fmt: skip
    Admission.objects.create(
        pk=914, process=process, portal=portal, asked=list(Scope), scopes=list(Scope), why="Our people asked us.",
        state=AdmissionState.ADMITTED, asked_at=NOW, decided_at=NOW,
    )  # fmt: skip


def _period(round_):
    period = CommentPeriod.objects.create(
        pk=903, round=round_, purpose=Purpose.ANSWERS,
        title={"en": "Call for inputs", "fr": "Appel à contributions"},
        description={"en": "Inputs will be summed up for the meeting."},
        opens_at=datetime(2027, 1, 4, 8, 0, tzinfo=UTC), closes_at=datetime(2027, 2, 1, 22, 59, tzinfo=UTC),
        time_zone="Europe/Zurich", languages=["en", "fr"], public_at=NOW,
    )  # fmt: skip
    opened, first_closing = period.opens_at, datetime(2027, 1, 25, 22, 59, tzinfo=UTC)
    PeriodAct.objects.create(
        pk=906, period=period, act=Act.OPEN, at=datetime(2026, 12, 14, 9, 0, tzinfo=UTC), language="en",
        opens_before=opened, closes_before=first_closing, opens_at=opened, closes_at=first_closing,
    )  # fmt: skip
    PeriodAct.objects.create(
        pk=907, period=period, act=Act.EXTEND, at=datetime(2027, 1, 13, 15, 30, tzinfo=UTC), language="en",
        opens_before=opened, closes_before=first_closing, opens_at=opened, closes_at=period.closes_at,
        reason="Several delegations asked for more time.",
    )  # fmt: skip
    GuidingQuestion.objects.create(
        pk=904, period=period, number=1, word_limit=800,
        text={"en": "What breaks cables most often?", "fr": "Qu’est-ce qui rompt le plus souvent les câbles ?"},
    )  # fmt: skip
    return period


def _document(process, round_):
    symbol = Symbol.objects.create(process=process, round=round_, text="EXC/2/1", number=1)
    document = Document.objects.create(
        pk=906,
        round=round_,
        symbol=symbol,
        kind=DocumentKind.DRAFT,
        title={"en": "First draft"},
        filed_at=NOW,
        public_at=NOW,
    )
    DocumentFile.objects.create(
        pk=905, document=document, name="first-draft.pdf", media_type="application/pdf", size=48213,
        sha256="5f" * 32, language="en", file="example",
    )  # fmt: skip

    return symbol


def _text(symbol):
    text = Text.objects.create(pk=909, title="Draft recommendations on cables", language="en")
    clauses = [Clause.objects.create(id=UUID(int=0xCAB1E0 + place), text=text) for place in range(2)]
    words = [("container", "", "recommends"), ("item", "a)", "that ships may look at charts before they drop anchor;")]
    rows = [
        ClauseVersion(clause=clause, kind=kind, label=label, wording=wording, place=place)
        for place, (clause, (kind, label, wording)) in enumerate(zip(clauses, words, strict=True))
    ]
    rows[1].parent = clauses[0]
    version = TextVersion.objects.create(
        pk=910, text=text, number=0, symbol=symbol.text, issued_at=NOW,
        digest=canonical.digest(tuple(row.as_clause() for row in rows)),
    )  # fmt: skip
    for row in rows:
        row.version = version
    ClauseVersion.objects.bulk_create(rows)
    CarriedText.objects.create(symbol=symbol, version=version)
    return version


def _contribution(period, source, group, version):
    clause = version.clauses.last()
    change = {
        "op": "MOD", "clause": clause.clause_id.hex, "after": "", "label": "", "clause_kind": "item",
        "wording": "that ships shall look at charts before they drop anchor;", "kind": "substantive",
        "reason": "Who may look may also not look.",
    }  # fmt: skip
    author = Person.objects.create_user("example@example.org", name="Nobody")
    symbol = Symbol.objects.create(process=period.round.process, round=period.round, text="EXC/2/2", number=2)
    content = Content(
        language="en", title="On anchors", statement="Most cables are cut by anchors.",
        answers={"904": "Anchors, by far."}, recommendations=["Mark cables on every chart."],
        sources=[{"id": 906, "name": source.name, "acronym": "MPE", "country": "", "group": "governments"}],
        amends={"version": version.pk, "symbol": "EXC/2/1", "digest": version.digest}, changes=[change],
        files=[{"id": 908, "name": "map.pdf", "media_type": "application/pdf", "size": 90120, "sha256": "c4" * 32}],
    ).to_json() | {"process": "EXC", "round": 2, "period": period.pk}  # fmt: skip
    contribution = Contribution.objects.create(
        pk=907, period=period, round=period.round, author=author, speaking=Speaking.SOURCE, title="On anchors",
        language="en", excerpt=excerpt("Most cables are cut by anchors."), state=State.DRAFT,
        source_ids=[source.pk], group_ids=[group.pk], question_ids=[904], lane=Lane.IN_TIME,
    )  # fmt: skip
    submission = Submission.objects.create(
        contribution=contribution, number=1, by=author, submitted_at=NOW, content=content, digest=digest(content)
    )
    ContributionSource.objects.create(contribution=contribution, source=source, group=group, confirmed_at=NOW)
    ContributionFile.objects.create(
        pk=908, contribution=contribution, name="map.pdf", media_type="application/pdf", size=90120,
        sha256="c4" * 32, file="example",
    )  # fmt: skip
    Contribution.objects.filter(pk=contribution.pk).update(
        state=State.PUBLISHED,
        symbol=symbol,
        number=2,
        submission=submission,
        submitted_at=NOW,
        published_at=NOW,
    )
    Amendment.objects.create(
        pk=911, contribution=contribution, version=version, place=0, clause=clause.clause,
        **{name: change[name] for name in ("op", "wording", "clause_kind", "kind", "reason")},
    )  # fmt: skip
