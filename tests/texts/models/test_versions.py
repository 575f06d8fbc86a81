"""Versions of texts: what was issued stays as it was."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from texts.engine import canonical, outline
from texts.enums import ClauseKind, Fate
from texts.models import Clause, ClauseVersion, Descent, Text, TextVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> TextVersion:
    """An opinion with a heading and one item under it."""
    text = Text.objects.create(title="Opinion 3", language="en")
    made = TextVersion.objects.create(text=text, number=0, issued_at=timezone.now(), digest="0" * 64)
    heading, item = (Clause.objects.create(text=text) for _ in range(2))
    ClauseVersion.objects.create(version=made, clause=heading, kind="container", wording="considering", place=0)
    ClauseVersion.objects.create(
        version=made, clause=item, kind="item", label="a)", wording="that", place=1, parent=heading
    )
    Descent.objects.create(version=made, after=item, fate=Fate.NEW)
    return made


@pytest.mark.parametrize(
    "change",
    [
        lambda version: TextVersion.objects.filter(pk=version.pk).update(name="Rev.7"),
        lambda version: ClauseVersion.objects.filter(version=version).update(wording="whether"),
        lambda version: version.clauses.all().delete(),
        lambda version: version.descents.all().delete(),
    ],
)
def test_database_refuses_to_change_what_was_issued(version, change) -> None:
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(version)


def test_outline_is_what_the_engine_takes(version) -> None:
    heading, item = version.outline

    assert (heading.kind, heading.wording) == (outline.ClauseKind.CONTAINER, "considering")
    assert item.parent == heading.id
    assert len(item.id) == 32
    assert canonical.digest(version.outline) == canonical.digest((heading, item))


def test_kinds_have_a_name_for_each_of_the_engines() -> None:
    assert ClauseKind.values == [kind.value for kind in outline.ClauseKind]
