"""What is laid over a version: everything in force, nothing else, always in the same order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from contributions import actions
from contributions.models import Contribution
from contributions.queries.compiling import proposed_to
from texts.engine.compilation import to_json
from texts.models import TextVersion

pytestmark = pytest.mark.django_db

USEFUL = {"clause": 2, "wording": "that herons consider cables useful;"}


@pytest.fixture
def union(make_source):
    return make_source("Example Union", group="civil-society")


def test_changes_of_published_contributions_are_laid_over_the_text(opinion, propose, union, ministry) -> None:
    one = propose(opinion, union, USEFUL, {"op": "SUP", "clause": 3})
    propose(opinion, ministry, {"op": "NOC", "clause": 3}, missing="Fish.")

    found = proposed_to(opinion)
    compilation = found.compiled(opinion)

    second, third = compilation.clauses[2:4]
    assert [each.wording for each in second.alternatives] == [opinion.outline[2].wording, USEFUL["wording"]]
    assert second.alternatives[1].backers[0].proposal == f"wgx:{one.symbol.text}"
    assert third.suppression is not None
    assert third.keeping is not None
    assert third.suppression.sources == ("Example Union",)
    assert third.keeping.sources == ("Ministry of Posts of Exampland",)
    assert [each.wording for each in compilation.missing] == ["Fish."]
    assert found.contributions[f"wgx:{one.symbol.text}"] == one


def test_contribution_that_says_only_what_is_missing_counts(opinion, propose, union) -> None:
    propose(opinion, union, missing="  Nobody speaks of fish.\n")

    (only,) = proposed_to(opinion).proposals

    assert (only.changes, only.missing) == ((), "Nobody speaks of fish.")


def test_other_versions_and_what_is_withdrawn_do_not_count(make_text, propose, union, cast) -> None:
    text, other = make_text(), make_text(first=100)
    propose(other, union, USEFUL, missing="Fish.")
    withdrawn = propose(text, union, USEFUL, missing="Fish.")
    actions.withdraw(withdrawn, by=cast.ana)

    assert proposed_to(text).proposals == ()


def test_names_are_those_of_the_readers_language_and_in_its_order(opinion, propose, union, make_source) -> None:
    union.translations = {"fr": "Zone d’exemple"}
    union.save()
    middle = make_source("Middle Example", group="academia")
    propose(opinion, middle, USEFUL)
    propose(opinion, union, USEFUL)

    def named(language: str) -> tuple[str, ...]:
        with translation.override(language):
            return proposed_to(opinion).compiled(opinion).clauses[2].alternatives[1].sources

    assert named("en") == ("Example Union", "Middle Example")
    assert named("fr") == ("Middle Example", "Zone d’exemple")


@pytest.mark.parametrize("rivals", [1, 3])
def test_number_of_queries_does_not_grow_with_what_is_proposed(opinion, propose, make_source, rivals) -> None:
    for number in range(rivals):
        propose(opinion, make_source(f"Example {number}"), USEFUL, missing=f"Fish {number}.")
    version = TextVersion.objects.get(pk=opinion.pk)

    with CaptureQueriesContext(connection) as made:
        to_json(proposed_to(version).compiled(version))

    assert len(made) == 5


def test_contributions_to_a_version_are_found_by_an_index(opinion) -> None:
    with CaptureQueriesContext(connection) as made, connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        proposed_to(opinion)
        question = next(each["sql"] for each in made.captured_queries if "amends" in each["sql"])
        cursor.execute(f"EXPLAIN {question}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "submission_amends" in plan


def test_revision_takes_the_place_of_what_it_revises(opinion, propose, union, cast) -> None:
    first = propose(opinion, union, USEFUL)
    later = propose(opinion, union, {**USEFUL, "wording": "that herons like cables;"})
    Contribution.objects.filter(pk=later.pk).update(revises=first)

    (only,) = proposed_to(opinion).proposals

    assert only.symbol == later.symbol.text
