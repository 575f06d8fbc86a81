"""Only some members: in lists and single things, inside of others, and kept ready like all answers."""

import pytest

from contributions.enums import State


def test_a_list_has_only_the_members_that_were_asked_for(told, period):
    found = told("comment-periods/?state=open&fields=id,title,round.number")

    assert found == {
        "next": None,
        "previous": None,
        "results": [{"id": period.pk, "title": {"en": "Call for contributions"}, "round": {"number": 1}}],
    }


def test_one_thing_has_only_the_members_that_were_asked_for(told, process):
    assert told("processes/wgx/?fields=slug&fields=groups.code")["groups"][0] == {"code": "academia"}
    assert told("processes/wgx/?fields=slug") == {"slug": "wgx"}


def test_one_language_can_be_chosen(told, make_process):
    make_process("other", name={"en": "Other", "fr": "Autre"})

    assert told("processes/other/?fields=name.fr") == {"name": {"fr": "Autre"}}


def test_seconds_run_in_what_was_chosen_too(told, period):
    [found] = told("comment-periods/?state=open&fields=seconds_left")["results"]

    assert found["seconds_left"] > 0


def test_what_is_told_by_a_method_can_be_chosen_inside(told, make_contribution):
    make_contribution(State.PUBLISHED)

    [found] = told("contributions/?content=true&fields=sources.name,content.statement")["results"]

    assert found == {
        "sources": [{"name": "Ministry of Posts of Exampland"}],
        "content": {"statement": "Cables matter.\n\nVery much."},
    }


@pytest.mark.parametrize(
    ("fields", "known"),
    [("titel", "title"), ("round.nummer", "round.number"), ("id,", "id"), ("id.x", None), ("sources.name.x", None)],
)
def test_an_unknown_member_is_refused_and_the_known_ones_are_named(ask, make_contribution, fields, known):
    for path in ("comment-periods/", "comment-periods/1/"):
        answer = ask(f"{path}?fields={fields}")

        assert answer.status_code == 400
        [errors] = answer.json()["errors"].values()
        assert known is None or f"{known}" in errors[1]


def test_what_was_chosen_is_kept_under_its_own_name(told, process, django_assert_num_queries):
    whole, some = told("processes/"), told("processes/?fields=slug")

    with django_assert_num_queries(0):
        assert (told("processes/"), told("processes/?fields=slug")) == (whole, some)
    assert whole != some
