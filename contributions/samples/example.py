"""The invented process, with a comment period that is open on the day it is loaded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from consultations import actions as consultations
from consultations.enums import DocumentKind, Purpose, ReasonUse, Role
from consultations.models import CommentPeriod, Process, Round, ServiceTimes
from contributions import actions
from contributions.content import Content
from contributions.enums import State
from contributions.queries.topics import of_round
from following.actions import follow
from stakeholders.actions import claim_mandate, confirm_mandate, register_organisation
from stakeholders.models import Person, Source, StakeholderGroup
from stakeholders.queries import find_organisation

from .accounts import mandates
from .contributing import contribute
from .folder import EXAMPLE, Table, english, table
from .setting import CLOSING, OPENING, Setting, announced, extended, invented_process, invented_round, known_period


def load_example(*, at: datetime, people: Mapping[str, Person]) -> None:
    """Create what is missing of the example; change nothing that is there."""
    data = table(EXAMPLE / "process.toml")
    setting = Setting(at, people["officer"], ZoneInfo(data["process"]["time_zone"]))
    process = invented_process(data["process"])
    consultations.give_role(process, setting.officer, Role.HEAD, by=None)
    _practice(process, data, setting)
    round_ = invented_round(process, data["round"], setting)
    follow(of_round(round_.pk), by=people["follower"])
    sources = _sources(setting, people)
    period = _open_period(round_, data, setting)
    _upcoming_period(round_, data["upcoming"], setting)
    for document in data["document"]:
        _document(round_, document, setting)
    rows = [table(path) for path in sorted((EXAMPLE / "contributions").glob("*.toml"))]
    for row in rows:
        _contribution(period, row, sources, people, setting)
    _campaign(period, [row["title"] for row in rows if row.get("campaign")], data["campaign"], setting)


def _practice(process: Process, data: Table, setting: Setting) -> None:
    """How soon its secretariat promises to act, and words that it begins with."""
    if not ServiceTimes.objects.filter(process=process).exists():
        consultations.set_service_times(process, by=setting.officer, **data["service"])
    if not process.reason_templates.exists():
        for row in data["template"]:
            consultations.save_reason_template(process, by=setting.officer, **row | {"use": ReasonUse(row["use"])})


def _open_period(round_: Round, data: Table, setting: Setting) -> CommentPeriod:
    row = data["open"]
    period = known_period(round_, row) or extended(
        round_,
        row,
        setting,
        purpose=Purpose.ANSWERS,
        opens_at=setting.day(-row["days_since_opening"], OPENING),
        first_closing=setting.day(row["days_to_first_closing"], CLOSING),
        closes_at=setting.day(row["days_to_closing"], CLOSING),
        decided_at=setting.day(-2, OPENING),
    )
    for question in data["question"][period.questions.count() :]:
        consultations.add_question(period, text=question["text"], word_limit=question["word_limit"], by=setting.officer)
    return period


def _upcoming_period(round_: Round, row: Table, setting: Setting) -> None:
    if known_period(round_, row) is None:
        announced(
            round_,
            row,
            setting,
            purpose=Purpose.REPLIES,
            opens_at=setting.day(row["opens_in_days"], OPENING),
            closes_at=setting.day(row["closes_in_days"], CLOSING),
        )


def _document(round_: Round, row: Table, setting: Setting) -> None:
    title = english(row["title"])
    if any(document.title.localize("en") == title for document in round_.documents.all()):
        return
    files = [
        consultations.NewFile(name, "text/plain", language, (EXAMPLE / name).read_bytes())
        for language, name in row["files"].items()
    ]
    consultations.file_document(
        round_,
        kind=DocumentKind(row["kind"]),
        title=row["title"],
        files=files,
        at=setting.day(-20, OPENING),
        by=setting.officer,
    )


def _sources(setting: Setting, people: Mapping[str, Person]) -> dict[str, Source]:
    groups = {group.code: group for group in StakeholderGroup.objects.all()}
    sources = {}
    for key, row in table(EXAMPLE / "sources.toml").items():
        given = row | {"group": groups[row["group"]]}
        known = find_organisation(row["name"], country=row.get("country", ""))
        sources[key] = known or register_organisation(**given, by=setting.officer)
    for person, spoken_for in mandates().items():
        for key in spoken_for:
            confirm_mandate(claim_mandate(people[person], sources[key]), by=setting.officer)
    return sources


def _campaign(period: CommentPeriod, titles: list[str], row: Table, setting: Setting) -> None:
    """Group what was published of a shared text; what is like it and waits is left for whoever tries the desk."""
    if period.round.campaigns.exists():
        return
    shared = period.contributions.filter(title__in=titles, state=State.PUBLISHED).order_by("pk")
    first, *others = list(shared)
    actions.group(first, others, by=setting.officer, **row)
    actions.compare_waiting()


def _contribution(
    period: CommentPeriod, row: Table, sources: Mapping[str, Source], people: Mapping[str, Person], setting: Setting
) -> None:
    questions = period.questions.all()
    answers = {str(question.pk): answer.strip() for question, answer in zip(questions, row["answers"], strict=True)}
    content = Content(
        language=row["language"],
        title=row["title"],
        statement=row["statement"].strip(),
        answers={key: answer for key, answer in answers.items() if answer},
        recommendations=list(row["recommendations"]),
        sources=[{"id": sources[key].pk} for key in row["sources"]],
    )
    submitted_at = min(period.opens_at + timedelta(days=row["day"]), setting.at)
    contribute(
        period,
        content,
        by=people[row["by"]],
        officer=setting.officer,
        at=submitted_at,
        published_at=min(submitted_at + timedelta(hours=20), setting.at),
        state=State(row["state"]),
    )
