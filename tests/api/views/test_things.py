"""Processes, rounds, questions, groups, sources: each list, each thing."""

import pytest

from contributions.enums import State

SITE = "https://plenum.example"


def test_a_process_is_told_with_its_groups_by_code(told, process):
    found = told("processes/wgx/")

    assert (found["name"], found["code"], found["languages"]) == ({"en": "Working Group WGX"}, "WGX", ["en"])
    codes = [group["code"] for group in found["groups"]]
    assert codes == sorted(codes)
    assert len(codes) == 7
    assert told("processes/")["results"] == [found]


def test_a_round_is_told_with_its_process(told, make_round):
    round_ = make_round(3, place="Geneva")

    found = told(f"rounds/{round_.pk}/")

    assert (found["number"], found["place"], found["process"]["slug"]) == (3, "Geneva", "wgx")
    assert found["url"] == f"{SITE}/processes/wgx/rounds/3/"
    assert told("rounds/?process=wgx&number=3")["results"] == [found]
    assert told("rounds/?process=other")["results"] == []


def test_a_question_is_told_with_its_period(told, make_question):
    question = make_question(text={"en": "What?", "ar": "ماذا؟"})

    found = told(f"guiding-questions/{question.pk}/")

    assert found["text"] == {"en": "What?", "ar": "ماذا؟"}
    assert found["comment_period"] == f"{SITE}/api/v1/comment-periods/{question.period_id}/"
    assert told(f"guiding-questions/?comment_period={question.period_id}")["results"] == [found]


def test_groups_are_told_in_every_language_there_is(told, groups):
    found = told("stakeholder-groups/academia/")

    assert {"ar", "en", "es", "fr", "ru", "zh"} <= set(found["name"])
    assert found["url"] == f"{SITE}/groups/academia/"
    assert len(told("stakeholder-groups/")["results"]) == len(groups)


def test_a_source_is_told_once_it_has_published(ask, told, make_contribution, ministry, make_source):
    silent = make_source("Silent Society", group="civil-society")
    assert told("sources/")["results"] == []

    make_contribution(State.PUBLISHED)

    [found] = told("sources/?group=governments")["results"]
    assert (found["slug"], found["kind"], found["group"]) == (ministry.slug, "organisation", "governments")
    assert told(f"sources/{ministry.slug}/") == found
    assert ask(f"sources/{silent.slug}/").status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_a_person_is_no_source_before_something_is_published(told, make_contribution, cast, state):
    make_contribution(state, by=cast.ines, speaking="myself")

    assert told("sources/")["results"] == []


def test_personal_data_of_people_never_go_out(ask, make_contribution, cast):
    make_contribution(State.PUBLISHED)

    said = b"".join(ask(path).content for path in ("contributions/?content=true", "sources/", "comment-periods/"))

    assert b"ana@" not in said
    assert b"Ana Example" not in said
