"""The Working Group on Enhanced Cooperation, and a government's contribution to its third meeting.

What is certain and what is not about these dates: ``sample_data/README.md``.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from consultations import actions as consultations
from consultations.enums import Purpose, Role
from consultations.models import CommentPeriod, Process, Round
from contributions.content import Content
from contributions.intake.paste import split
from stakeholders.actions import end_mandate, register_organisation
from stakeholders.models import Person, Source, StakeholderGroup
from stakeholders.queries import find_organisation

from .accounts import importer
from .contributing import contribute
from .folder import FOLDER

GENEVA = ZoneInfo("Europe/Zurich")
FILE = "wgec-3-usa.txt"
MEETINGS = {
    1: ("First meeting", date(2016, 9, 30)),
    2: ("Second meeting", date(2017, 1, 26)),
    3: ("Third meeting", date(2017, 5, 3)),
    4: ("Fourth meeting", date(2017, 9, 25)),
    5: ("Fifth meeting", date(2018, 1, 29)),
}
QUESTIONS = (
    "What are the high level characteristics of enhanced cooperation?",
    "Taking into consideration the work of the previous WGEC and the Tunis Agenda, particularly paragraphs 69-71,"
    " what kind of recommendations should we consider?",
)


def load_wgec(*, officer: Person) -> None:
    """Create what is missing of the process and its imported contribution."""
    process = _process()
    consultations.give_role(process, officer, Role.HEAD, by=None)
    rounds = {number: _round(process, number, officer) for number in MEETINGS}
    second = _period(
        rounds[2],
        officer,
        purpose=Purpose.ANSWERS,
        title="Contributions to the second meeting",
        opens_at=datetime(2016, 9, 30, 18, 0, tzinfo=GENEVA),
        closes_at=datetime(2016, 12, 7, 23, 59, tzinfo=GENEVA),
    )
    for text in QUESTIONS[second.questions.count() :]:
        consultations.add_question(second, text={"en": text}, by=officer)
    third = _period(
        rounds[3],
        officer,
        purpose=Purpose.CONTRIBUTIONS,
        title="Contributions to the third meeting",
        opens_at=datetime(2017, 1, 27, 18, 0, tzinfo=GENEVA),
        closes_at=datetime(2017, 3, 31, 23, 59, tzinfo=GENEVA),
    )
    _import_contribution(third, officer)


def _process() -> Process:
    known = Process.objects.filter(slug="wgec").first()
    if known is not None:
        return known
    process = consultations.create_process(
        slug="wgec",
        code="WGEC",
        name={"en": "Working Group on Enhanced Cooperation on Public Policy Issues Pertaining to the Internet"},
        mandate={
            "en": "Convened by the Chair of the United Nations Commission on Science and Technology for Development"
            " (CSTD) after General Assembly resolution 70/125 (2015), to recommend how to implement enhanced"
            " cooperation further, as the Tunis Agenda envisioned it. Met from 2016 to 2018. Sample data: see the"
            " note on where it comes from."
        },
        groups=StakeholderGroup.objects.all(),
        time_zone=GENEVA.key,
        by=None,
    )
    consultations.open_process(process, by=None)
    return process


def _round(process: Process, number: int, officer: Person) -> Round:
    title, meets_on = MEETINGS[number]
    known = process.rounds.filter(number=number).first()
    if known is not None:
        return known
    round_ = consultations.create_round(
        process, number=number, title={"en": title}, meets_on=meets_on, place="Geneva", by=officer
    )
    consultations.open_round(round_, by=officer)
    return round_


def _period(round_: Round, officer: Person, *, title: str, **given: Any) -> CommentPeriod:
    known = next((period for period in round_.periods.all() if period.title.localize("en") == title), None)
    if known is not None:
        return known
    period = consultations.create_period(round_, title={"en": title}, time_zone=GENEVA.key, by=officer, **given)
    consultations.open_period(period, by=officer, at=period.opens_at)
    return period


def _import_contribution(period: CommentPeriod, officer: Person) -> None:
    """The pasted text, taken apart as any pasted text is: an introduction and its ten recommendations."""
    original = (FOLDER / FILE).read_bytes()
    parts = split(original.decode())
    title, _date, *statement = parts.introduction.split("\n\n")
    source, by = _united_states(officer), importer()
    content = Content(
        language="en",
        title=title,
        statement="\n\n".join(statement),
        recommendations=parts.recommendations,
        builds_on="our previous contribution to the second meeting",
        sources=[{"id": source.pk}],
    )
    contribution = contribute(
        period,
        content,
        by=by,
        officer=officer,
        at=datetime(2017, 3, 31, 12, 0, tzinfo=GENEVA),
        published_at=datetime(2017, 4, 3, 12, 0, tzinfo=GENEVA),
        files=[SimpleUploadedFile(FILE, original, content_type="text/plain")],
    )
    if contribution is not None:
        # Whoever imports speaks for nobody afterwards.
        end_mandate(by.mandates.get(source=source, ended_at=None), by=officer)


def _united_states(officer: Person) -> Source:
    name = "United States of America"
    return find_organisation(name, country="US") or register_organisation(
        name=name,
        acronym="USA",
        country="US",
        group=StakeholderGroup.objects.get(code="governments"),
        translations={
            "ar": "الولايات المتحدة الأمريكية",
            "es": "Estados Unidos de América",
            "fr": "États-Unis d’Amérique",
            "ru": "Соединенные Штаты Америки",
            "zh": "美利坚合众国",
        },
        by=officer,
    )
