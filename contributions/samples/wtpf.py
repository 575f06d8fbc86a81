"""The Informal Experts Group of the 2013 World Telecommunication/ICT Policy Forum, with two of its documents.

What is certain and what is not about them: ``sample_data/README.md``.
"""

from datetime import UTC, date, datetime

from consultations import actions as consultations
from consultations.enums import DocumentKind, Role
from consultations.models import Document, Process, Round
from stakeholders.models import Person, StakeholderGroup

from .folder import FOLDER

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BASE = "wtpf-ieg-2-11-opinion-3.docx"
REVISIONS = "wtpf-ieg-2-11-usa-revisions.docx"
FLATTENED = "wtpf-ieg-usa-flattened.txt"
NUMBER, ALIAS = 11, "Contribution 29"
MEETING = date(2012, 10, 10)
NOTE = (
    "Sample data. The Word file is a reconstruction from a text extraction and not the official document."
    " The day of filing is not known; the first day of the meeting stands in its place."
)


def load_wtpf(*, officer: Person) -> Document:
    """Create what is missing of the process, its second round and the two documents; return the base."""
    process = _process()
    consultations.give_role(process, officer, Role.HEAD, by=None)
    round_ = _round(process, officer)
    base = Document.objects.filter(round=round_, symbol__number=NUMBER).first() or _base(round_, officer)
    if not base.modified_by.exists():
        _revisions(round_, base, officer)
    return base


def _process() -> Process:
    known = Process.objects.filter(slug="wtpf-ieg").first()
    if known is not None:
        return known
    process = consultations.create_process(
        slug="wtpf-ieg",
        code="WTPF-IEG",
        name={"en": "Informal Experts Group for the fifth World Telecommunication/ICT Policy Forum"},
        mandate={
            "en": "Convened by the Secretary-General of the International Telecommunication Union in 2012 and 2013 to"
            " help prepare the Forum of 2013: the report and the draft opinions. Sample data: see the note on where"
            " it comes from."
        },
        groups=StakeholderGroup.objects.all(),
        time_zone="Europe/Zurich",
        by=None,
    )
    consultations.open_process(process, by=None)
    return process


def _round(process: Process, officer: Person) -> Round:
    known = process.rounds.filter(number=2).first()
    if known is not None:
        return known
    round_ = consultations.create_round(
        process, number=2, title={"en": "Second meeting"}, meets_on=MEETING, place="Geneva", by=officer
    )
    consultations.open_round(round_, by=officer)
    return round_


def _base(round_: Round, officer: Person) -> Document:
    return consultations.file_document(
        round_,
        kind=DocumentKind.CONTRIBUTION,
        title={"en": "Draft Opinion (3): Supporting operationalizing the enhanced cooperation process"},
        number=NUMBER,
        alias=ALIAS,
        files=[_file(BASE, WORD)],
        note=NOTE,
        at=_filed_at(),
        by=officer,
    )


def _revisions(round_: Round, base: Document, officer: Person) -> None:
    consultations.file_document(
        round_,
        kind=DocumentKind.CONTRIBUTION,
        title={"en": "Revisions by the United States to Document WTPF-IEG/2/11 (Contribution 29)"},
        submitted_by="United States of America",
        modifies=base,
        files=[_file(REVISIONS, WORD), _file(FLATTENED, "text/plain")],
        note=f"{NOTE} Which number this document had is not known to us: the one it bears here is ours.",
        at=_filed_at(),
        by=officer,
    )


def _file(name: str, media_type: str) -> consultations.NewFile:
    return consultations.NewFile(name, media_type, "en", (FOLDER / name).read_bytes())


def _filed_at() -> datetime:
    return datetime(MEETING.year, MEETING.month, MEETING.day, 8, 0, tzinfo=UTC)
