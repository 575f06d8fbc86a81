"""A text that a published paper carries, and published contributions that propose changes to it."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from consultations.models import CarriedText
from contributions.models import Amendment, Contribution
from stakeholders.models import Source
from texts.engine import canonical
from texts.models import Clause, ClauseVersion, Text, TextVersion

# Kind, label, wording; items stand under the heading before them.
OPINION = (
    ("title", "", "Opinion 3: Herons and cables"),
    ("container", "", "considering"),
    ("item", "a)", "that herons may consider cables useful;"),
    ("item", "b)", "that cables are essential to all people;"),
    ("container", "", "invites Member States"),
    ("item", "c)", "to look after herons."),
)


@pytest.fixture
def make_text(make_contribution: Callable[..., Contribution]) -> Callable[..., TextVersion]:
    """A text whose base a published contribution carries; identities count from 1 so that bytes can be compared."""

    def make(clauses: Sequence[tuple[str, str, str]] = OPINION, *, language: str = "en", first: int = 1) -> TextVersion:
        symbol = make_contribution(title="Opinion 3, as proposed").symbol
        assert symbol is not None
        text = Text.objects.create(title="Opinion 3", language=language)
        ids = [Clause.objects.create(id=UUID(int=first + place), text=text).pk for place in range(len(clauses))]
        parent: UUID | None = None
        rows: list[dict[str, object]] = []
        for place, (kind, label, wording) in enumerate(clauses):
            under = parent if kind in ("item", "sub_item") else None
            rows.append({"clause_id": ids[place], "kind": kind, "label": label, "wording": wording, "parent_id": under})
            parent = ids[place] if kind == "container" else parent
        unsaved = [ClauseVersion(place=place, **row) for place, row in enumerate(rows)]
        digest = canonical.digest(tuple(clause.as_clause() for clause in unsaved))
        version = TextVersion.objects.create(
            text=text, number=0, symbol=symbol.text, issued_at=timezone.now(), digest=digest
        )
        for clause in unsaved:
            clause.version = version
        ClauseVersion.objects.bulk_create(unsaved)
        CarriedText.objects.create(symbol=symbol, version=version)
        return version

    return make


@pytest.fixture
def opinion(make_text: Callable[..., TextVersion]) -> TextVersion:
    """Opinion 3: a title, *considering* a) and b), *invites Member States* c)."""
    return make_text()


@pytest.fixture
def propose(make_contribution: Callable[..., Contribution]) -> Callable[..., Contribution]:
    """Publish changes: each an object of the fields of a change, clauses by their place in the text, from 0."""

    def publish(
        version: TextVersion, source: Source, *changes: dict[str, Any], missing: str = "", **content: Any
    ) -> Contribution:
        ids = [clause.clause_id.hex for clause in version.clauses.all()]
        given = [_change(change, ids) for change in changes]
        found = make_contribution(
            sources=[{"id": source.pk}],
            amends={"version": version.pk, "symbol": version.symbol, "digest": version.digest},
            changes=given,
            missing=missing,
            **content,
        )
        if given and not found.amendments.exists():
            Amendment.objects.bulk_create(
                Amendment(
                    contribution=found,
                    version=version,
                    place=place,
                    clause_id=change["clause"] or None,
                    after_id=change["after"] or None,
                    **{name: value for name, value in change.items() if name not in ("clause", "after")},
                )
                for place, change in enumerate(given)
            )
        return found

    return publish


def _change(change: dict[str, Any], ids: Sequence[str]) -> dict[str, Any]:
    """All fields of a change, as content keeps them."""
    return {
        "op": "MOD",
        "wording": "",
        "clause_kind": "item",
        "label": "",
        "kind": "substantive",
        "reason": "It says what we mean.",
    } | {
        **change,
        "clause": ids[change["clause"]] if "clause" in change else "",
        "after": ids[change["after"]] if "after" in change else "",
    }
