"""Proposing changes to a text: each is put into the draft by itself, and submitted with all the rest."""

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
    found = Changes(content, _base(content))
    found.put(change, instead_of=instead_of)
    content.changes = found.entries()
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


class Changes:
    """The changes of a content while others are put among them: each is read and named once, however many come."""

    def __init__(self, content: Content, base: Outline) -> None:
        self._base = base
        self._list = [(changes.key(each), each) for each in changes.read_all(content.changes)]
        self._keys = {key for key, _change in self._list}
        self._of_clause = {each.clause: key for key, each in self._list if each.op is not Op.ADD}

    def rival(self, change: Change) -> str:
        """The key of the change that is there for the same clause; "" for none, and for a new clause."""
        return "" if change.op is Op.ADD else self._of_clause.get(change.clause, "")

    def put(self, change: Change, *, instead_of: str = "") -> None:
        """Put one in, where the one stood that it replaces if any; raise what ``propose`` raises."""
        if wrong := changes.faults(change, self._base):
            raise Incomplete(_("Something is still needed for this change."), fields=wrong)
        key = changes.key(change)
        if key in self._keys:
            return
        if (instead_of and instead_of not in self._keys) or self.rival(change) not in ("", instead_of):
            raise NotPossible(_changed_elsewhere())
        self._place(key, change, instead_of)

    def entries(self) -> list[dict[str, object]]:
        """All of them in reading order of the text, as a content keeps them."""
        return [changes.written(each) for each in changes.in_order((each for _key, each in self._list), self._base)]

    def _place(self, key: str, change: Change, instead_of: str) -> None:
        """Where another stood, so that several new clauses at one place keep their order."""
        at = next((place for place, each in enumerate(self._list) if each[0] == instead_of), len(self._list))
        for _key, gone in self._list[at : at + 1]:
            self._keys.discard(instead_of)
            if gone.op is not Op.ADD:
                self._of_clause.pop(gone.clause, None)
        self._list[at : at + 1] = [(key, change)]
        self._keys.add(key)
        if change.op is not Op.ADD:
            self._of_clause[change.clause] = key


def store(contribution: Contribution, current: Contribution, content: Content) -> None:
    """Write the content of a draft whose row ``current`` is locked, and let the object that was handed in know."""
    fields = {"content": content.to_json(), "content_version": current.content_version + 1, "saved_at": timezone.now()}
    if current.state == State.DRAFT:
        fields["language"] = content.language[:8]
    write(contribution, fields)


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
