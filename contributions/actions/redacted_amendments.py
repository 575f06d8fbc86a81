"""Amendments without what was taken out of the contribution that proposes them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from contributions.content import Content
from contributions.enums import Carriage
from contributions.models import Amendment, Contribution
from contributions.models.amendment import SEALABLE
from contributions.redacting import Mark, fitted, parts_of, redacted, remnants
from contributions.redacting.cutting import Say, without
from texts.models import ClauseVersion

OF_CHANGES = "change:"


def seal_amendments(contribution: Contribution, marks: Sequence[Mark], say: Say) -> None:
    """Let each amendment of the contribution say what everybody may read, and keep its own words beside it.

    What was carried to a later version in the same words loses the same passages. In other words it loses what is left
    of them (``redacting.remnants``); in words that its source confirmed later, what is left of any passage at all.
    """
    amendments = list(contribution.amendments.order_by("pk"))
    if not marks and all(each.sealed is None for each in amendments):
        return
    content = Content.from_json(contribution.submission.content if contribution.submission is not None else {})
    texts = parts_of(content)
    read = "\n".join(parts_of(redacted(content, marks, say)).values())
    adopted = _adopted(amendments)
    for amendment in amendments:
        own = amendment.sealed or {name: getattr(amendment, name) for name in SEALABLE}
        is_said_anew = amendment.carriage == Carriage.CONFIRMED
        concerned = [mark for mark in marks if is_said_anew or mark.part.startswith(OF_CHANGES)]
        known = f"{read}\n{adopted.get((amendment.version_id, amendment.clause_id), '')}"
        said = {}
        for name, text in own.items():
            part = f"{OF_CHANGES}{amendment.place}:{name}"
            if amendment.carried_from_id is None and texts.get(part, "") == text:
                there = [mark for mark in marks if mark.part == part]
            else:
                there = _marks(text, name, texts, concerned, known)
            said[name] = _without(text, there, say)
        fields = {name: text[: SEALABLE[name]] if SEALABLE[name] else text for name, text in said.items()}
        is_torn = said != own
        Amendment.objects.filter(pk=amendment.pk).update(sealed=own if is_torn else None, **fields)


def _adopted(amendments: Sequence[Amendment]) -> Mapping[tuple[int, UUID | None], str]:
    """How the clauses that they concern read in the versions to which they are proposed: everybody reads that."""
    found = ClauseVersion.objects.filter(
        version__in={each.version_id for each in amendments}, clause__in={each.clause_id for each in amendments}
    )
    return {(version, clause): words for version, clause, words in found.values_list("version", "clause", "wording")}


def _marks(text: str, name: str, texts: Mapping[str, str], marks: Sequence[Mark], known: str) -> list[Mark]:
    """Where the marked passages stand in this text, which was carried or worded anew, or what is left of them."""
    found: list[Mark] = []
    for mark in marks:
        of = texts.get(mark.part, "")
        if of == text and mark.part.startswith(OF_CHANGES) and mark.part.endswith(f":{name}"):
            places = [(mark.start, mark.length)]
        else:
            places = remnants(of[mark.start : mark.end], text, known)
        found += [Mark(mark.part, start, length, mark.ground) for start, length in places]
    return found


def _without(text: str, marks: Sequence[Mark], say: Say) -> str:
    fits = [each for each in (fitted(text, mark) for mark in marks) if each is not None]
    return str(without(text, fits, say)) if fits else text
