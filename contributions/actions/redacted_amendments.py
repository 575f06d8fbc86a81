"""Amendments without what was taken out of the contribution that proposes them."""

from collections.abc import Sequence

from contributions.content import Content
from contributions.models import Amendment, Contribution
from contributions.models.amendment import SEALABLE
from contributions.redacting import Mark, fitted, parts_of, places_of
from contributions.redacting.cutting import Say, without

# Fewer characters are not looked for in other words: they would be found everywhere.
LEAST = 3


def seal_amendments(contribution: Contribution, marks: Sequence[Mark], say: Say) -> None:
    """Let each amendment of the contribution say what everybody may read, and keep its own words beside it.

    What was carried to a later version in the same words loses the same passages; in other words, each passage that
    stands in them, too.
    """
    content = Content.from_json(contribution.submission.content if contribution.submission is not None else {})
    texts = parts_of(content)
    of_changes = [mark for mark in marks if mark.part.startswith("change:")]
    for amendment in contribution.amendments.select_related("carried_from"):
        if not of_changes and amendment.sealed is None:
            continue
        own = amendment.sealed or {name: getattr(amendment, name) for name in SEALABLE}
        said = {name: _without(own[name], _marks(own[name], name, texts, of_changes), say) for name in SEALABLE}
        fields = {name: text[: SEALABLE[name]] if SEALABLE[name] else text for name, text in said.items()}
        is_torn = said != own
        Amendment.objects.filter(pk=amendment.pk).update(sealed=own if is_torn else None, **fields)


def _marks(text: str, name: str, texts: dict[str, str], marks: Sequence[Mark]) -> list[Mark]:
    """Where the marked passages of changes stand in this text."""
    found: list[Mark] = []
    for mark in marks:
        of = texts.get(mark.part, "")
        passage = of[mark.start : mark.end]
        if mark.part.endswith(f":{name}") and of == text:
            places = [(mark.start, mark.length)]
        elif len(passage) >= LEAST:
            places = places_of(passage, text)
        else:
            places = []
        fits = (fitted(text, Mark(mark.part, start, length, mark.ground)) for start, length in places)
        found += [each for each in fits if each is not None]
    return found


def _without(text: str, marks: Sequence[Mark], say: Say) -> str:
    return str(without(text, marks, say)) if marks else text
