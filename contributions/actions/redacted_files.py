"""The files that everybody gets instead of those that were attached."""

import hashlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from common.localized import best
from common.refusals import Incomplete
from contributions.models import Contribution, ContributionFile, RedactedFile
from contributions.queries.published import stored_form
from contributions.redacting import PublicForm, Removal
from contributions.redacting.pages import Unreadable, without_pages
from texts.engine.outline import Outline
from texts.printing import Sheet, text_pdf

from .files import remove_unnamed

PDF = "application/pdf"


def make_copies(contribution: Contribution, form: PublicForm | None) -> dict[int, dict[str, object]]:
    """Store what everybody gets of each file from which something is taken out; return how each is described now.

    Copies that were made before are given up. Raise ``Incomplete`` for pages of what is no PDF, that it has not, or
    where it cannot be taken apart: then the whole file can be withheld.
    """
    known = {each.pk: each for each in contribution.files.all()}
    earlier = {each.original_id: each for each in RedactedFile.objects.filter(original__in=known)}
    before = stored_form(contribution)
    made: dict[int, dict[str, object]] = {}
    for entry in form.content.files if form is not None else ():
        original = known.get(entry.get("id", 0))
        removal = next((each for each in (form.files if form else ()) if original and each.file == original.pk), None)
        if form is None or original is None or (removal is None and str(entry["name"]) == original.name):
            continue
        as_before = earlier.get(original.pk) if before and removal in before.files else None
        data = None if as_before or removal is None else _rebuilt(original, removal, contribution.language, form)
        copy = _copy(original, str(entry["name"]), removal, as_before, data)
        copy.save(force_insert=original.pk not in earlier)
        made[original.pk] = _described(copy, removal)
    for pk, copy in earlier.items():
        if pk not in made:
            copy.delete()
    remove_unnamed([copy.file.name for copy in earlier.values() if copy.file and copy.file.name])
    return made


def _copy(
    original: ContributionFile, name: str, removal: Removal | None, as_before: RedactedFile | None, data: bytes | None
) -> RedactedFile:
    """What everybody gets: the original under another name, what was made before, ``data``, or nothing."""
    same = original if removal is None else as_before
    copy = RedactedFile(original=original, name=name[:200], media_type=original.media_type)
    known = RedactedFile.objects.filter(original=original).first()
    copy.pk = known.pk if known else None
    copy.pages = list(removal.pages) if removal else []
    if same is not None:
        copy.file, copy.size, copy.sha256 = same.file.name, same.size, same.sha256
    elif data is not None:
        copy.size, copy.sha256 = len(data), hashlib.sha256(data).hexdigest()
        copy.file.save("", ContentFile(data), save=False)
    return copy


def _described(copy: RedactedFile, removal: Removal | None) -> dict[str, object]:
    """What changes in the content's entry about the file."""
    said: dict[str, object] = {"size": copy.size, "sha256": copy.sha256}
    if removal is None:
        return {}
    return {**said, "removed_pages": list(removal.pages)} if removal.pages else {**said, "withheld": True}


def _rebuilt(original: ContributionFile, removal: Removal, language: str, form: PublicForm) -> bytes | None:
    """The file without these pages; None where all of it goes."""
    if not removal.pages:
        return None
    if original.media_type != PDF:
        sentence = _("Only of a PDF can single pages be removed. Withhold the whole file “%(name)s” instead.")
        raise Incomplete(sentence % {"name": original.name}, fields={"files": sentence % {"name": original.name}})
    try:
        with original.file.open("rb") as stored:
            return without_pages(stored, removal.pages, _replacement(removal, language, form))
    except Unreadable:
        sentence = _(
            "“%(name)s” has no such pages, or cannot be taken apart. Look at the numbers, or withhold it whole."
        )
        named = sentence % {"name": original.name}
        raise Incomplete(named, fields={"files": named}) from None


def _replacement(removal: Removal, language: str, form: PublicForm) -> Callable[[int], bytes]:
    """The page that stands where one was: that it was removed, and on what ground, in the contribution's language."""

    def page(number: int) -> bytes:
        with translation.override(language if translation.check_for_language(language) else "en"):
            spoken = translation.get_language() or "en"
            grounds = "; ".join(best(LazyI18nString(dict(form.grounds.get(code, {})))).text for code in removal.grounds)
            title = _("Page %(number)d was removed by the secretariat") % {"number": number}
            notes = (
                _("Ground: %(ground)s.") % {"ground": grounds},
                _("Bookmarks, links, comments and attachments of the original file were left out with it."),
            )
        return text_pdf(Outline(()), Sheet(title, language=spoken, spoken=spoken, notes=notes, page=""))

    return page
