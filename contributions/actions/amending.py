"""Proposing changes to a text: each is put into the draft by itself, and submitted with all the rest."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import storable
from common.refusals import Incomplete, NotPossible
from consultations.models import CarriedText, CommentPeriod
from contributions import changes
from contributions.content import Content
from contributions.enums import State
from contributions.models import Contribution
from contributions.queries.amending import amended_version
from texts.engine.changes import Change, Op
from texts.engine.outline import Outline
from texts.models import TextVersion

from .draft import begin, must_be_editable, must_fit, write
from .moving import lock

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def begin_amending(
    period: CommentPeriod, version: TextVersion, *, by: "Person | None", at: datetime | None = None
) -> tuple[Contribution, str]:
    """Begin a draft in ``period`` that proposes changes to ``version``; return it as ``begin`` does.

    Raise what ``begin`` and ``amend`` raise.
    """
    contribution, token = begin(period, by=by, at=at)
    amend(contribution, version, by=by)
    return contribution, token


@transaction.atomic
def amend(contribution: Contribution, version: TextVersion, *, by: "Person | None") -> None:
    """Say to which version of which text this draft proposes changes. The same again changes nothing.

    Raise ``NotPossible`` for a text that no document of the same process carries, and where the draft has changes
    to another version already.
    """
    current = lock(contribution)
    must_be_editable(current, by)
    carrier = CarriedText.objects.filter(version=version, symbol__process=current.round.process_id).select_related(
        "symbol"
    )
    symbol = next((each.symbol.text for each in carrier), None)
    if symbol is None:
        raise NotPossible(_("No document of this process carries this text, so nothing can be proposed to it here."))
    content = Content.from_json(current.content)
    if content.amends.get("version") == version.pk:
        return
    if content.changes or content.missing.strip():
        raise NotPossible(_("This draft has changes to another text already. Begin another contribution for this one."))
    content.amends = {"version": version.pk, "symbol": symbol, "digest": version.digest}
    content.language = content.language or version.text.language
    store(contribution, current, content)


@transaction.atomic
def propose(contribution: Contribution, change: Change, *, by: "Person | None", instead_of: str = "") -> str:
    """Put one change into the draft and return its key (``contributions.changes.key``).

    ``instead_of`` is the key of the change that the writer saw in its place, "" where there was none. Raise
    ``Incomplete`` for a change that cannot be proposed (fields as in ``changes.faults``) and ``NotPossible`` where
    another window has put in something else meanwhile: there are never two wordings for one clause.
    """
    current = lock(contribution)
    must_be_editable(current, by)
    content = Content.from_json(current.content)
    base = _base(content)
    put_in(content, change, base, instead_of=instead_of)
    must_fit(content)
    store(contribution, current, content)
    return changes.key(change)


@transaction.atomic
def take_back(contribution: Contribution, key: str, *, by: "Person | None") -> None:
    """Take a change out of the draft. One that is not there any more is no trouble."""
    current = lock(contribution)
    must_be_editable(current, by)
    content = Content.from_json(current.content)
    left = [entry for entry in content.changes if _key_of(changes.read(entry)) != key]
    if len(left) != len(content.changes):
        content.changes = left
        store(contribution, current, content)


@transaction.atomic
def say_missing(contribution: Contribution, text: str, *, by: "Person | None", was: str | None = None) -> None:
    """Say what the text does not say and should; empty for nothing.

    ``was`` is what the writer saw; raise ``NotPossible`` if something else is stored by now. None skips that check.
    """
    current = lock(contribution)
    must_be_editable(current, by)
    content = Content.from_json(current.content)
    if was is not None and _as_kept(was) != content.missing and _as_kept(text) != content.missing:
        raise NotPossible(_changed_elsewhere())
    _base(content)
    content.missing = _as_kept(text)
    must_fit(content)
    store(contribution, current, content)


def put_in(content: Content, change: Change, base: Outline, *, instead_of: str = "") -> None:
    """Put a change into ``content``; raise what ``propose`` raises."""
    if wrong := changes.faults(change, base):
        raise Incomplete(_("Something is still needed for this change."), fields=wrong)
    present = changes.read_all(content.changes)
    key = changes.key(change)
    if any(changes.key(each) == key for each in present):
        return
    seen = next((each for each in present if changes.key(each) == instead_of), None)
    if instead_of and seen is None:
        raise NotPossible(_changed_elsewhere())
    others = [each for each in present if each is not seen]
    if change.op is not Op.ADD and any(each.op is not Op.ADD and each.clause == change.clause for each in others):
        raise NotPossible(_changed_elsewhere())
    content.changes = _entries(_in_its_place(change, seen, present), base)


def store(contribution: Contribution, current: Contribution, content: Content) -> None:
    """Write the content of a draft whose row ``current`` is locked, and let the object that was handed in know."""
    fields = {"content": content.to_json(), "content_version": current.content_version + 1, "saved_at": timezone.now()}
    if current.state == State.DRAFT:
        fields["language"] = content.language[:8]
    write(contribution, fields)


def _in_its_place(change: Change, seen: Change | None, present: Sequence[Change]) -> list[Change]:
    """Where the one stood that it replaces, so that several new clauses at one place keep their order."""
    if seen is None:
        return [*present, change]
    return [change if each is seen else each for each in present]


def _entries(all_changes: Sequence[Change], base: Outline) -> list[dict[str, object]]:
    return [changes.written(each) for each in changes.in_order(all_changes, base)]


def _base(content: Content) -> Outline:
    version = amended_version(content)
    if version is None:
        raise NotPossible(_("Say first to which text you propose changes."))
    return version.outline


def _key_of(change: Change | None) -> str:
    return changes.key(change) if change else ""


def _as_kept(text: str) -> str:
    return storable(text).replace("\r\n", "\n").strip()


def _changed_elsewhere() -> str:
    return _("This was changed from another window or device meanwhile. Nothing was overwritten: look at both.")
