"""Made-up contributions by the set are like those that went through the house."""

from random import Random

import pytest
from django.core.cache import cache
from django.test import Client

from bench import desk, pages, structure, words
from bench.fill import Filler
from consultations.models import Round, Symbol
from contributions.models import Contribution, ContributionSource, DeskWords, Submission


@pytest.fixture
def filler(db, monkeypatch):
    monkeypatch.setattr(words, "PARAGRAPHS", 3)
    monkeypatch.setattr(words, "TITLES", 2)
    monkeypatch.setattr(words, "MARKERS", {"connectivity": 10_000, "anemometer": 1000})
    random = Random(1)
    filler = Filler(structure.build(60, random), random, print)
    filler.prepare()
    return filler


def test_numbers_go_on_without_gap(filler):
    filler.add(40)
    filler.add(20)

    assert [model.objects.count() for model in (Contribution, Submission, Symbol, ContributionSource)] == [60] * 4
    for held in Round.objects.all():
        numbers = list(held.contributions.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, held.last_number + 1))


def test_rows_are_whole(filler):
    filler.add(10)

    for contribution in Contribution.objects.select_related("symbol", "submission", "period").prefetch_related(
        "sources"
    ):
        [source] = contribution.sources.all()
        assert contribution.full_clean(exclude=["builds_on", "ground", "assignee", "revises"]) is None
        assert contribution.symbol.text == f"BENCH/{contribution.round.number}/{contribution.number}"
        assert contribution.submission.content == contribution.content
        assert contribution.source_ids == [source.source_id]
        assert contribution.period.round_id == contribution.round_id


def test_every_page_that_is_measured_is_answered(filler, client):
    cache.clear()
    filler.add(60)

    for page in pages.pages(filler.structure, filler.random):
        for path in page.paths[:2]:
            assert client.get(path).status_code == 200, path


def test_what_is_searched_for_is_found(filler, client):
    filler.add(60)

    assert b"BENCH/" in client.get("/search/?q=connectivity").content


def test_the_same_seed_makes_up_the_same():
    assert words.paragraphs(Random(7)) == words.paragraphs(Random(7)) != words.paragraphs(Random(8))


def test_desk_is_made_of_what_was_filled_and_answers(filler):
    filler.add(300)
    made = desk.build(filler.structure, filler.random, seed=1)

    states = set(Contribution.objects.values_list("state", flat=True))
    assert states == {"submitted", "under_review", "returned", "published", "declined", "withdrawn"}
    assert DeskWords.objects.count() == 300
    for contribution in Contribution.objects.all():
        contribution.full_clean(exclude=["builds_on", "ground", "ground_code", "assignee", "revises"])
    officer = Client(HTTP_COOKIE=made.cookie)
    for page in made.pages:
        assert officer.get(page.paths[0]).status_code == 200, page.name
