"""What was removed of a contribution, and what in it looks like personal data, as pages of the desk show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from i18nfield.strings import LazyI18nString

from common.localized import Wording, best
from contributions.actions.public_form import original_of
from contributions.actions.redaction import POSSIBLE
from contributions.content import Content
from contributions.models import Contribution, Redaction
from contributions.personal import PersonalData
from contributions.queries.published import is_sealed_for, stored_form
from contributions.queries.redactions import (
    Personal,
    PointedOut,
    comes_back,
    in_force,
    own_names_in,
    personal_data_in,
    pointed_out_in,
)
from contributions.redacting import parts_of

if TYPE_CHECKING:
    from secretariat.telling import Act
    from stakeholders.models import Person

from .places import Place, name_of, place_at

KINDS = {
    PersonalData.EMAIL: gettext_lazy("An e-mail address"),
    PersonalData.ACCOUNT: gettext_lazy("The number of a bank account"),
    PersonalData.CARD: gettext_lazy("The number of a payment card"),
    PersonalData.PAPER: gettext_lazy("The number of a passport or another paper"),
    PersonalData.PHONE: gettext_lazy("A telephone number"),
    PersonalData.ADDRESS: gettext_lazy("A postal address"),
}


def removal_context(
    current: Contribution, content: Content, acts: "Sequence[Act]", *, by: "Person"
) -> dict[str, object]:
    """What the page of a contribution at the desk shows of removals; ``content`` is what ``by`` reads there."""
    works_here = by.has_perm("contributions.redact", current)
    done = in_force(current) if current.public_form is not None else []
    is_sealed = is_sealed_for(by, current)
    may_unseal = by.has_perm("consultations.read_sealed", current.round.process)
    names = own_names_in(current, content, but=done) if works_here else []
    texts = parts_of(content)
    return {
        "removed": removals(done, current),
        "own_names": [place_at(part, start, length, texts[part]) for part, start, length in names],
        **(again_in(current) if works_here and _may_come_back(current) else {}),
        "personal": personal(personal_data_in(content, but=done)) if works_here else [],
        "is_sealed": is_sealed,
        # With it, short words that were removed could be tried out by machine.
        "is_digest_sealed": is_sealed and not may_unseal,
        "may_unseal": may_unseal,
        "may_redact": works_here and current.state in POSSIBLE,
        "looks": [act for act in acts if act.verb == "contribution.unseal"],
    }


def _may_come_back(current: Contribution) -> bool:
    """Is it not published yet, and something taken out of an earlier sending or of what it stands beside?"""
    return current.published_at is None and getattr(current, "has_removed_before", True)


def again_in(current: Contribution) -> dict[str, object]:
    """What would come back if it were published now, though it was removed before: places, and files."""
    form = stored_form(current)
    content = form.content if form is not None else original_of(current)
    marks, files = comes_back(current, content)
    texts = parts_of(content)
    places = [place_at(each.part, each.start, each.length, texts[each.part]) for each in marks]
    return {"again": places, "again_files": files}


@dataclass(frozen=True)
class Removed:
    """Something that is removed, as the desk reads of it: not its words."""

    redaction: Redaction
    where: str
    how_much: str
    ground: Wording


def removals(found: Iterable[Redaction], contribution: Contribution) -> list[Removed]:
    """What is removed of a contribution, with its ground in the reader's language. No query."""
    said = (contribution.public_form or {}).get("grounds", {})
    return [
        Removed(
            each,
            each.file.name if each.file is not None else name_of(each.part),
            _how_much(each),
            best(LazyI18nString(dict(said.get(each.ground, {})))),
        )
        for each in found
    ]


def _how_much(redaction: Redaction) -> str:
    if redaction.file_id is None:
        said = ngettext("%(number)d character", "%(number)d characters", redaction.length)
        return said % {"number": redaction.length}
    if not redaction.pages:
        return _("the whole file")
    return _("pages: %(pages)s") % {"pages": ", ".join(map(str, redaction.pages))}


def personal(found: Iterable[Personal]) -> list[tuple[str | Promise, Place]]:
    """What looks like personal data: what it seems to be, and where it stands."""
    return [
        (KINDS[each.finding.kind], place_at(each.part, each.finding.start, each.finding.length, each.text))
        for each in found
    ]


def point_out(contributions: Iterable[Contribution], *, to: "Person") -> None:
    """Put on each what of personal data it seems to have, ``personal_kinds``, where ``to`` can still take it out.

    And ``names_itself``: it names its own source, which lets only its group be named.

    Not on what is published: its original is sealed. One query where ``submission`` and the process were fetched along.
    """
    open_ = [
        each
        for each in contributions
        if each.published_at is None and each.state in POSSIBLE and to.has_perm("contributions.redact", each)
    ]
    found = pointed_out_in(open_)
    for each in open_:
        pointed = found.get(each.pk, PointedOut())
        each.personal_kinds = [KINDS[kind] for kind in pointed.kinds]  # type: ignore[attr-defined]
        each.names_itself = pointed.names_itself  # type: ignore[attr-defined]
