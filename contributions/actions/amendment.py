"""Amendments: what a published contribution proposes to a text, change by change, fixed for good."""

from typing import Any

from contributions import changes
from contributions.content import Content
from contributions.models import Amendment, Contribution
from texts.engine.changes import Change
from texts.models import Text, TextVersion
from texts.models.clause import identity


def record_amendments(contribution: Contribution, content: Content) -> list[Amendment]:
    """Write down every change of what was submitted, in the source's own order. Once, when it is published.

    What was submitted is complete: its changes name clauses of the version that it amends. Where passages were taken
    out of it, ``seal_amendments`` follows.
    """
    found = changes.read_all(content.changes)
    if not found:
        return []
    version = TextVersion.objects.get(pk=content.amends["version"], digest=content.amends["digest"])
    return Amendment.objects.bulk_create(
        Amendment(contribution=contribution, version=version, place=place, **fields_of(change))
        for place, change in enumerate(found)
    )


def fields_of(change: Change) -> dict[str, Any]:
    """What an amendment keeps of a change."""
    return {
        "op": change.op.value,
        "clause_id": identity(change.clause),
        "after_id": identity(change.after),
        "wording": change.wording,
        "clause_kind": change.clause_kind.value,
        "label": change.label,
        "kind": change.kind.value,
        "reason": change.reason,
    }


def hold_text(content: Content) -> None:
    """Lock the text that this content amends until the transaction ends, so that no version is issued meanwhile.

    After the contribution's own row, and before the round's.
    """
    if content.amends:
        list(Text.objects.select_for_update(of=("self",)).filter(versions=content.amends["version"]))
