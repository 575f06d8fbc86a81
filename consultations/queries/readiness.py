"""What is still missing before something is opened to the public: said, never enforced. A person decides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from common.languages import name_in
from common.localized import versions
from consultations.enums import Purpose
from consultations.models import CommentPeriod, Document, GuidingQuestion, Process, Round
from consultations.queries.documents import Unfinished

About = Process | Round | CommentPeriod | GuidingQuestion | Document


@dataclass(frozen=True)
class Gap:
    """Something that is missing, in a sentence, and the thing that lacks it."""

    sentence: str
    about: About


def gaps_of_process(process: Process) -> list[Gap]:
    """What the public would miss on the page of a process. One query."""
    return [
        *_unsaid(process, _("The name"), process.name, process.languages),
        *_unsaid(process, _("The mandate"), process.mandate, process.languages),
        *([] if process.groups.exists() else [Gap(_("No stakeholder group is chosen."), process)]),
    ]


def gaps_of_round(
    round_: Round, periods: Sequence[CommentPeriod], documents: Sequence[Unfinished], *, languages: Iterable[str]
) -> list[Gap]:
    """What the public would miss in a round. No query: ``periods`` come with their questions.

    ``documents`` are those that lack something, as ``queries.documents.unfinished`` gives them.
    """
    found = [
        *_unsaid(round_, _("The title of the round"), round_.title, languages),
        *_unsaid(round_, _("The description of the round"), round_.description, languages),
    ]
    if round_.meets_on is None:
        found.append(Gap(_("The day of the meeting is not said."), round_))
    if not periods:
        found.append(Gap(_("There is no comment period yet."), round_))
    for period in periods:
        found += _of_period(period)
    for unfinished in documents:
        found += _of_document(unfinished, languages)
    return found


def _of_period(period: CommentPeriod) -> Iterator[Gap]:
    name = period.wording.text
    if period.public_at is None:
        yield Gap(_("The comment period “%(title)s” is not public yet.") % {"title": name}, period)
    yield from _unsaid(period, _("The title of “%(title)s”") % {"title": name}, period.title, period.languages)
    yield from _unsaid(
        period, _("The description of “%(title)s”") % {"title": name}, period.description, period.languages
    )
    questions = list(period.questions.all())
    if period.purpose == Purpose.ANSWERS and not questions:
        yield Gap(_("“%(title)s” asks for answers, and has no question.") % {"title": name}, period)
    for question in questions:
        yield from _unsaid(
            question, _("Question %(number)d") % {"number": question.number}, question.text, period.languages
        )


def _of_document(unfinished: Unfinished, languages: Iterable[str]) -> Iterator[Gap]:
    document, files = unfinished.document, unfinished.languages
    name = document.wording.text
    if document.public_at is None:
        yield Gap(_("The document “%(title)s” is not published yet.") % {"title": name}, document)
    if not files:
        yield Gap(_("The document “%(title)s” has no file.") % {"title": name}, document)
    if files and (missing := [name_in(code) for code in languages if code not in files]):
        said = {"title": name, "languages": " · ".join(missing)}
        yield Gap(_("The document “%(title)s” has no file in: %(languages)s.") % said, document)


def _unsaid(about: About, what: str | Promise, words: LazyI18nString | str, languages: Iterable[str]) -> Iterator[Gap]:
    """One sentence for words that are missing altogether, or in some of the languages."""
    there = versions(words)
    missing = [name_in(code) for code in languages if code not in there]
    if not there:
        yield Gap(_("%(what)s is missing.") % {"what": what}, about)
    elif missing:
        said = {"what": what, "languages": " · ".join(missing)}
        yield Gap(_("%(what)s is missing in: %(languages)s.") % said, about)
