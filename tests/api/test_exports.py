"""Whole lists as rows: their form, their order, and that nothing goes out that was taken back meanwhile."""

import csv
import json

import pytest

from api import exporting
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution


@pytest.fixture
def three(make_contribution):
    return [make_contribution(State.PUBLISHED, title=title) for title in ("One", "=2+3", "Three, “quoted”")]


def rows(response):
    return b"".join(response.streaming_content).decode()


def test_ndjson_has_a_line_for_each_as_the_list_has_it(ask, told, three):
    response = ask("contributions/?format=ndjson")

    assert response["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="contributions.ndjson"'
    assert [json.loads(line) for line in rows(response).splitlines()] == told("contributions/")["results"]


def test_csv_has_a_head_and_plain_columns_that_no_program_computes(ask, three, ministry):
    response = ask("contributions/?format=csv&process=wgx&round=1")

    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Cache-Control"] == "no-store"
    text = rows(response)
    assert "\r\n" in text
    found = list(csv.DictReader(text.splitlines()))
    assert [row["title"] for row in found] == ["Three, “quoted”", "'=2+3", "One"]
    assert {row["sources"] for row in found} == {ministry.name}
    assert (found[0]["symbol"], found[0]["round"], found[0]["is_for_action"]) == ("WGX/1/3", "1", "true")


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@x", "\tx", "\r=x", "＝1"])
def test_a_cell_that_would_compute_is_marked(text):
    assert exporting.safe(text) == f"'{text}"
    assert exporting.safe(-1) == "-1"


def test_columns_and_members_can_be_chosen(ask, three):
    assert rows(ask("contributions/?format=csv&fields=symbol,round")).splitlines()[0] == "symbol,round"
    assert json.loads(rows(ask("contributions/?format=ndjson&fields=symbol")).splitlines()[0]) == {"symbol": "WGX/1/3"}


def test_what_each_says_comes_where_it_was_asked_for(ask, three):
    [first, *_others] = csv.DictReader(rows(ask("contributions/?format=csv&content=true")).splitlines())
    [line, *_rest] = rows(ask("contributions/?format=ndjson&content=true")).splitlines()

    assert "content_statement" in first
    assert json.loads(line)["content"]["statement"] == "Cables matter.\n\nVery much."


def test_batches_go_on_where_the_one_before_ended(ask, three, monkeypatch):
    monkeypatch.setattr("api.views.contributions.Contributions.batch_size", 1)

    lines = rows(ask("contributions/?format=ndjson")).splitlines()

    assert [json.loads(line)["symbol"] for line in lines] == ["WGX/1/3", "WGX/1/2", "WGX/1/1"]


def test_what_is_withdrawn_between_two_batches_does_not_go_out(ask, three, monkeypatch, cast):
    monkeypatch.setattr("api.views.contributions.Contributions.batch_size", 1)
    content = iter(ask("contributions/?format=ndjson").streaming_content)
    first = next(content)

    actions.withdraw(Contribution.objects.get(pk=three[1].pk), by=cast.ana)
    rest = b"".join(content).decode().splitlines()

    assert json.loads(first)["symbol"] == "WGX/1/3"
    assert [json.loads(line)["symbol"] for line in rest] == ["WGX/1/1"]


@pytest.mark.parametrize(
    "query", ["format=xml", "format=csv&limit=3", "format=csv&cursor=x", "format=csv&fields=nothing"]
)
def test_what_rows_do_not_know_is_refused(ask, three, query):
    answer = ask(f"contributions/?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_one_thing_alone_has_no_rows(ask, three):
    assert ask(f"contributions/{three[0].pk}/?format=csv").status_code == 400


def test_an_empty_list_is_a_head_alone(ask, process):
    assert rows(ask("contributions/?format=ndjson")) == ""
    assert len(rows(ask("contributions/?format=csv")).splitlines()) == 1


def test_whoever_only_looks_at_the_headers_has_nothing_read(client, three, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        response = client.head("/api/v1/contributions/?format=csv")

    assert response["Content-Type"].startswith("text/csv")


def test_who_asks_for_too_many_is_told_when_to_come_back(ask, three, settings):
    settings.EXPORTS_PER_HOUR = 1

    answers = [ask("contributions/?format=csv") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert 0 < int(answers[1]["Retry-After"]) <= 3601
