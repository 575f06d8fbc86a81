"""A second invented process, whose first call has closed: lanes, removals, consent, paper, letters, a next round."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from consultations import actions as consultations
from consultations.enums import DocumentKind, Purpose, Role
from consultations.models import CommentPeriod, Process, Round
from contributions import actions
from contributions.content import Content
from contributions.enums import Channel, Speaking, State
from contributions.models import Contribution, Submission
from contributions.redacting import Mark, places_of
from stakeholders.models import Person, Source
from stakeholders.queries import find_organisation

from .contributing import contribute
from .folder import EXAMPLE, LAGOON, Table, table
from .outbox import let_wait
from .setting import CLOSING, OPENING, Setting, announced, extended, invented_process, invented_round, known_period

HOURS_TO_PUBLICATION = 20


def load_lagoon(*, at: datetime, people: Mapping[str, Person]) -> None:
    """Create what is missing of it; change nothing that is there. Its sources are those of the example."""
    data = table(LAGOON / "process.toml")
    setting = Setting(at, people["officer"], ZoneInfo(data["process"]["time_zone"]))
    process = invented_process(data["process"])
    consultations.give_role(process, setting.officer, Role.HEAD, by=None)
    first, second = invented_round(process, data["first"], setting), invented_round(process, data["second"], setting)
    consultations.set_receiving(first, **data["receiving"], by=setting.officer)
    call, following = _call(first, data, setting), _following(second, data["next"], setting)
    for path in sorted((LAGOON / "contributions").glob("*.toml")):
        row = table(path)
        if "letter" in row:
            _written_down(call, row, row["letter"], setting)
        elif "carried_ago" in row:
            _carried(call, following, row, people, setting)
        else:
            _said(call, row, people, setting)
    _prepared(second, data["third"], setting)


def _call(round_: Round, data: Table, setting: Setting) -> CommentPeriod:
    row = data["call"]
    period = known_period(round_, row) or extended(
        round_,
        row,
        setting,
        purpose=Purpose.ANSWERS,
        opens_at=setting.day(-row["opened_ago"], OPENING),
        first_closing=setting.day(-row["first_closing_ago"], CLOSING),
        closes_at=setting.day(-row["closed_ago"], CLOSING),
        decided_at=setting.day(-row["extended_ago"], OPENING),
    )
    if not period.questions.exists():
        consultations.add_question(period, text=data["question"], by=setting.officer)
    return period


def _following(round_: Round, row: Table, setting: Setting) -> CommentPeriod:
    return known_period(round_, row) or announced(
        round_,
        row,
        setting,
        purpose=Purpose.ANSWERS,
        opens_at=setting.day(-row["opened_ago"], OPENING),
        closes_at=setting.day(row["closes_in_days"], CLOSING),
    )


def _said(period: CommentPeriod, row: Table, people: Mapping[str, Person], setting: Setting) -> None:
    at = setting.day(-row["ago"], OPENING)
    contribute(
        period,
        _content(period, row),
        by=people[row["by"]],
        officer=setting.officer,
        at=at,
        published_at=at + timedelta(hours=HOURS_TO_PUBLICATION),
        state=State.SUBMITTED if row.get("is_held") else State.PUBLISHED,
        for_action=row.get("for_action", True),
        judge=_judging(row, setting),
    )


def _judging(row: Table, setting: Setting) -> Callable[[Contribution], None]:
    """What the desk does before it is published: words are removed, and a source is not waited for any longer."""

    def judge(contribution: Contribution) -> None:
        invited = [_source(key).pk for key in row.get("invited", ())]
        for named in contribution.sources.filter(source__in=invited):
            actions.show_as_invited(named, by=setting.officer)
        if removed := row.get("removed"):
            content = Content.from_json(contribution.content)
            (start, length), *_others = places_of(removed["words"], content.statement)
            mark = Mark("statement", start, length, removed["ground"])
            actions.redact(contribution, [mark], note=removed["note"], by=setting.officer)

    return judge


@transaction.atomic
def _carried(
    period: CommentPeriod, to: CommentPeriod, row: Table, people: Mapping[str, Person], setting: Setting
) -> None:
    """Too late for the first sitting, carried to the second, and published there; all of it or nothing.

    It is the first of which letters wait.
    """
    if _was_sent(period.round.process, row["title"]):
        return
    let_wait(period.round.process, people, setting)
    by, at = people[row["by"]], setting.day(-row["ago"], OPENING)
    contribution, _token = actions.begin(period, by=by, at=at)
    actions.save(contribution, _content(period, row).to_json(), by=by, speaking=Speaking.SOURCE)
    actions.submit(contribution, by=by, at=at)
    carried_at = setting.day(-row["carried_ago"], OPENING)
    actions.carry(contribution, to, by=by, at=carried_at)
    actions.take_up(contribution, by=setting.officer)
    actions.publish(contribution, by=setting.officer, at=carried_at + timedelta(hours=HOURS_TO_PUBLICATION))


@transaction.atomic
def _written_down(period: CommentPeriod, row: Table, letter: Table, setting: Setting) -> None:
    """Written down by the desk; confirmed by its source and published, or not confirmed yet; all of it or nothing."""
    if _was_sent(period.round.process, row["title"]):
        return
    received_at = setting.day(-letter["received_ago"], OPENING)
    arrival = actions.Arrival(
        Channel(letter["channel"]),
        received_at,
        **{name: letter[name] for name in ("why_then", "contact", "email", "postal_address")},
        originals=[_original(name) for name in [letter.get("original")] if name],
        original_is_public=True,
    )
    contribution = actions.enter_elsewhere(period, arrival, source=letter["source"], by=setting.officer, at=setting.at)
    content = _content(period, row)
    content.sources = contribution.content["sources"]
    actions.save(contribution, content.to_json(), by=setting.officer, speaking=Speaking.SOURCE)
    at = received_at + timedelta(hours=HOURS_TO_PUBLICATION)
    actions.submit(contribution, by=setting.officer, at=at)
    if not letter["is_confirmed"]:
        return
    actions.confirm_transcript(actions.ask_again(contribution, by=setting.officer))
    for named in contribution.sources.filter(confirmed_at=None):
        actions.confirm_source(named, by=setting.officer)
    actions.take_up(contribution, by=setting.officer)
    actions.publish(contribution, by=setting.officer, at=at + timedelta(hours=HOURS_TO_PUBLICATION))


def _original(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (LAGOON / name).read_bytes(), content_type="text/plain")


def _prepared(round_: Round, row: Table, setting: Setting) -> None:
    """The next round, copied and not opened, with a paper that is not published."""
    if round_.process.rounds.filter(number=row["number"]).exists():
        return
    shift = timedelta(days=row["days_later"])
    meets_on = round_.meets_on + shift if round_.meets_on else None
    copy = consultations.copy_round(
        round_,
        number=row["number"],
        title=row["title"],
        meets_on=meets_on,
        place=round_.place,
        shift=shift,
        by=setting.officer,
    )
    consultations.prepare_document(
        copy, kind=DocumentKind.AGENDA, title={"en": "Draft agenda of the third sitting"}, by=setting.officer
    )


def _was_sent(process: Process, title: str) -> bool:
    return Submission.objects.filter(contribution__round__process=process, content__title=title).exists()


def _content(period: CommentPeriod, row: Table) -> Content:
    question = period.questions.get()
    answer = row["answer"].strip()
    return Content(
        language=row["language"],
        title=row["title"],
        statement=row["statement"].strip(),
        answers={str(question.pk): answer} if answer else {},
        recommendations=list(row["recommendations"]),
        sources=[{"id": _source(key).pk} for key in row.get("sources", ())],
        on_behalf=row.get("on_behalf", ""),
        consent=row.get("consent", ""),
    )


def _source(key: str) -> Source:
    """One of the example's sources, which are there by now."""
    row = table(EXAMPLE / "sources.toml")[key]
    found = find_organisation(row["name"], country=row.get("country", ""))
    assert found is not None  # noqa: S101  # the example was loaded before
    return found
