"""Making what everybody reads anew, wherever it is kept: form, titles, files, amendments, index, pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext
from i18nfield.strings import LazyI18nString

from common.localized import best
from common.stamps import bump
from contributions.content import Content, excerpt
from contributions.enums import State
from contributions.models import Contribution, Redaction
from contributions.queries.redactions import grounds_of, in_force
from contributions.redacting import Cut, Mark, PublicForm, Removal, redacted
from contributions.redacting.cutting import Say

from .following import tell_anew
from .redacted_amendments import seal_amendments
from .redacted_files import make_copies
from .showing import show, show_at_the_desk

Grounds = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class FileMark:
    """Pages of an attached file (its id) that are to be taken out, from 1; without any the whole file is withheld."""

    file: int
    pages: tuple[int, ...]
    ground: str


def make_public_form(contribution: Contribution) -> None:
    """Make everything that everybody reads of a contribution (locked) anew from its redactions in force."""
    redactions = in_force(contribution)
    original = original_of(contribution)
    form = public_form(contribution, redactions)
    copies = make_copies(contribution, form)
    content = original
    if form is not None:
        form = PublicForm(_with_copies(form.content, copies), form.files, form.grounds)
        content = form.content
    contribution.public_form = form.to_json() if form is not None else None
    contribution.title, contribution.excerpt = content.title[:400], excerpt(content.plain_text())
    contribution.save(update_fields=["public_form", "title", "excerpt"])
    seal_amendments(contribution, marks_of(redactions), say_in(contribution.language, _said(contribution)))
    show_at_the_desk(contribution)
    if contribution.state == State.PUBLISHED:
        show(contribution)
    elif contribution.published_at is not None:
        tell_anew(contribution)
        bump("public")


def public_form(
    contribution: Contribution,
    redactions: Iterable[Redaction],
    more: Sequence[Mark] = (),
    files: Sequence[FileMark] = (),
) -> PublicForm | None:
    """What everybody would read with these redactions and marks; None where nothing is taken out. Writes nothing.

    The files in it are still described as they were sent.
    """
    redactions = list(redactions)
    marks = [*marks_of(redactions), *more]
    removed = _files_removed(redactions, files)
    if not marks and not removed:
        return None
    said = _said(contribution)
    used = {mark.ground for mark in marks} | {ground for each in removed for ground in each.grounds}
    content = redacted(original_of(contribution), marks, say_in(contribution.language, said))
    return PublicForm(content, removed, {code: said[code] for code in sorted(used) if code in said})


def seal_published(contribution: Contribution) -> None:
    """Take out of its amendments, which were just written, what is taken out of it."""
    if contribution.public_form is not None:
        marks = marks_of(in_force(contribution))
        seal_amendments(contribution, marks, say_in(contribution.language, _said(contribution)))


def original_of(contribution: Contribution) -> Content:
    """What was submitted, as it was."""
    return Content.from_json(contribution.submission.content if contribution.submission is not None else {})


def marks_of(redactions: Iterable[Redaction]) -> list[Mark]:
    """The passages among the redactions."""
    return [Mark(each.part, each.start, each.length, each.ground) for each in redactions if each.part]


def say_in(language: str, grounds: Grounds) -> Say:
    """How a gap is said in a text of this language: how many characters are gone, and on what ground."""
    main = language.partition("-")[0]
    spoken = main if main in dict(settings.LANGUAGES) else "en"

    def say(cut: Cut) -> str:
        with translation.override(spoken):
            said = ngettext(
                "[%(number)d character removed: %(ground)s]",
                "[%(number)d characters removed: %(ground)s]",
                cut.characters,
            )
            named = "; ".join(best(LazyI18nString(dict(grounds.get(code, {}))), spoken).text for code in cut.grounds)
            return said % {"number": cut.characters, "ground": named}

    return say


def _said(contribution: Contribution) -> Grounds:
    return {each.code: each.said for each in grounds_of(contribution.round.process)}


def _files_removed(redactions: Iterable[Redaction], files: Sequence[FileMark]) -> list[Removal]:
    """Per file what goes: the whole of it where any redaction says so, else all pages that are named."""
    wanted = [FileMark(each.file_id, tuple(each.pages), each.ground) for each in redactions if each.file_id]
    found = []
    for pk in dict.fromkeys(each.file for each in (*wanted, *files)):
        those = [each for each in (*wanted, *files) if each.file == pk]
        is_whole = any(not each.pages for each in those)
        pages = () if is_whole else tuple(sorted({page for each in those for page in each.pages}))
        grounds = tuple(sorted({each.ground for each in those}))
        found.append(Removal(f"file:{pk}", grounds, file=pk, pages=pages))
    return found


def _with_copies(content: Content, copies: Mapping[int, Mapping[str, object]]) -> Content:
    content.files = [{**each, **copies.get(each.get("id", 0), {})} for each in content.files]
    return content
