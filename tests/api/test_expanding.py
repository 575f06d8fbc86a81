"""What an answer names, told along with it."""

from contributions.enums import State


def test_what_was_asked_for_comes_along(told, make_contribution):
    contribution = make_contribution(State.PUBLISHED)

    [found] = told("contributions/?expand=round,comment_period")["results"]

    assert found["expanded"].keys() == {"round", "comment_period"}
    assert found["expanded"]["round"]["number"] == 1
    assert found["expanded"]["comment_period"]["id"] == contribution.period_id
    [plain] = told("contributions/")["results"]
    assert plain == {name: value for name, value in found.items() if name != "expanded"}
    assert told(f"contributions/{contribution.pk}/?expand=process")["expanded"]["process"]["slug"] == "wgx"


def test_it_goes_with_chosen_members(told, make_contribution):
    make_contribution(State.PUBLISHED)

    [found] = told("contributions/?expand=round,process&fields=symbol,expanded.round.number")["results"]

    assert found == {"symbol": "WGX/1/1", "expanded": {"round": {"number": 1}}}


def test_what_there_is_not_is_refused(ask, make_contribution):
    answer = ask("contributions/?expand=author")

    assert answer.status_code == 400
    assert answer.json()["errors"]["expand"][1] == "Known here: comment_period, process, round."
    assert ask("processes/?expand=round").status_code == 400
