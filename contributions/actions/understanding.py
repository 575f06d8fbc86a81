"""Changes from a Word file: read, shown to their sender, and put into the draft one by one as they are confirmed."""

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible, Sentence
from contributions import changes
from contributions.content import Content
from contributions.intake.kinds import KINDS
from contributions.intake.word import not_word, understand
from contributions.models import Contribution, Understanding
from contributions.models.understanding import CONFIRMED, LEFT_OUT
from contributions.queries.amending import amended_version
from texts.engine.changes import Change, Op
from texts.models import TextVersion

from .amending import Changes, store
from .draft import attach, must_be_editable, must_fit
from .moving import lock

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def read_word(contribution: Contribution, file: UploadedFile, *, by: "Person | None") -> Understanding:
    """Attach a Word file and read what it proposes; nothing of it is in the content before it is confirmed.

    The same file again gives what was understood of it, with what was decided. Raise ``Incomplete`` with a sentence
    for the field ``file`` if it cannot be taken or read; then it is not attached either.
    """
    version = _version(contribution)
    stored = attach(contribution, file, by=by)
    if known := Understanding.objects.filter(file=stored, version=version).first():
        return known
    if stored.media_type != KINDS["docx"].media_type:
        raise not_word()
    file.seek(0)
    found = understand(file, version.outline)
    Understanding.objects.filter(file=stored).delete()
    return Understanding.objects.create(
        contribution=contribution,
        file=stored,
        version=version,
        has_marks=found.has_marks,
        items=found.items,
        asides=found.asides,
    )


@transaction.atomic
def compare_word(understanding: Understanding, *, by: "Person | None") -> None:
    """Compare a file without revision marks with the text, because its sender agrees. Twice does no harm."""
    _contribution, current = _locked(understanding, by)
    if current.has_marks or current.is_compared:
        return
    with current.file.file.open("rb") as file:
        found = understand(file, current.version.outline, compare=True)
    current.items, current.asides = found.items, found.asides
    current.is_compared, current.is_only_attached = True, False
    current.save(update_fields=["items", "asides", "is_compared", "is_only_attached"])
    understanding.refresh_from_db()


@transaction.atomic
def only_attach(understanding: Understanding, *, by: "Person | None") -> None:
    """Take nothing more from the file: it stays attached, and what is open of it is left out."""
    _contribution, current = _locked(understanding, by)
    for _number, item in current.open_items:
        item["decision"] = LEFT_OUT
    current.is_only_attached = True
    current.save(update_fields=["items", "is_only_attached"])
    understanding.refresh_from_db()


@transaction.atomic
def mend(understanding: Understanding, mended: Mapping[int, Change], *, by: "Person | None") -> None:
    """Keep what its sender has written to these open items (by position), decided or not."""
    _contribution, current = _locked(understanding, by)
    _keep(current, mended)
    understanding.refresh_from_db()


@transaction.atomic
def confirm(understanding: Understanding, mended: Mapping[int, Change], *, by: "Person | None") -> None:
    """Put these items (by position), as mended, into the draft. All of them or none.

    A change that the draft has for the same clause is replaced: the page that asks shows it. Raise ``Incomplete``
    with the fields ``<field>-<position>`` for what they still need.
    """
    contribution, current = _locked(understanding, by)
    content = Content.from_json(contribution.content)
    version = _version(contribution)
    if version.pk != current.version_id:
        raise NotPossible(_("This file was read for another text than the one that the draft amends now."))
    found = Changes(content, version.outline)
    wrong: dict[str, Sentence] = {}
    for number, change in mended.items():
        if not 0 <= number < len(current.items) or current.items[number]["decision"]:
            continue
        try:
            found.put(change, instead_of=found.rival(change))
        except Incomplete as refusal:
            wrong |= {f"{field}-{number}": sentence for field, sentence in refusal.fields.items()}
        else:
            current.items[number] |= {"change": changes.written(change), "decision": CONFIRMED}
    if wrong:
        raise Incomplete(_("Something is still needed for these changes."), fields=wrong)
    content.changes = _in_order_of_file(found.entries(), current)
    if current.is_compared:
        # Whoever reads the contribution is told that the file itself did not say what it changes.
        content.amends["compared"] = sorted({*content.amends.get("compared", ()), current.file.name})
    must_fit(content)
    store(understanding.contribution, contribution, content)
    current.save(update_fields=["items"])
    understanding.refresh_from_db()


@transaction.atomic
def leave_out(understanding: Understanding, number: int, *, by: "Person | None") -> None:
    """Decide that the item at this position is not proposed."""
    _decide(understanding, number, LEFT_OUT, by=by)


@transaction.atomic
def reopen(understanding: Understanding, number: int, *, by: "Person | None") -> None:
    """Think again about an item that was left out or confirmed; what is in the draft of it is taken out."""
    contribution, current = _locked(understanding, by)
    if not 0 <= number < len(current.items):
        return
    content = Content.from_json(contribution.content)
    entry = current.items[number]["change"]
    if current.items[number]["decision"] == CONFIRMED and entry in content.changes:
        content.changes.remove(entry)
        store(understanding.contribution, contribution, content)
    _decide(understanding, number, "", by=by)


def _decide(understanding: Understanding, number: int, decision: str, *, by: "Person | None") -> None:
    _contribution, current = _locked(understanding, by)
    if 0 <= number < len(current.items):
        current.items[number]["decision"] = decision
        current.is_only_attached = current.is_only_attached and bool(decision)
        current.save(update_fields=["items", "is_only_attached"])
    understanding.refresh_from_db()


def _keep(current: Understanding, mended: Mapping[int, Change]) -> None:
    still_open = dict(current.open_items)
    for number, change in mended.items():
        if number in still_open:
            still_open[number]["change"] = changes.written(change)
    current.save(update_fields=["items"])


def _in_order_of_file(entries: list[dict[str, Any]], current: Understanding) -> list[dict[str, Any]]:
    """Several new clauses at one place stand as in the file, in whatever order they were confirmed."""
    in_content = {_name(entry) for entry in entries}
    confirmed = (item["change"] for item in current.items if item["decision"] == CONFIRMED)
    added = {_name(each): each for each in confirmed if each["op"] == Op.ADD and _name(each) in in_content}
    by_place: dict[str, deque[dict[str, Any]]] = defaultdict(deque)
    for each in added.values():
        by_place[each["after"]].append(each)
    return [by_place[entry["after"]].popleft() if _name(entry) in added else entry for entry in entries]


def _name(entry: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """What two entries share that are the same."""
    return tuple(sorted(entry.items()))


def _locked(understanding: Understanding, by: "Person | None") -> tuple[Contribution, Understanding]:
    """The draft's row, then its understanding's."""
    contribution = lock(understanding.contribution)
    must_be_editable(contribution, by)
    current = Understanding.objects.select_for_update(of=("self",)).select_related("file", "version")
    return contribution, current.get(pk=understanding.pk)


def _version(contribution: Contribution) -> TextVersion:
    version = amended_version(Content.from_json(contribution.content))
    if version is None:
        raise NotPossible(_("Say first to which text you propose changes."))
    return version
