"""The stored description fits the code, is what it says it is, and stands alone."""

import json

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from schemathesis.specs.openapi.definitions import OPENAPI_31

from api.documentation import description, shared
from api.documentation.completing import operations_of
from api.documentation.tags import TAGS
from webhooks.enums import Kind

ALL = list(operations_of(description.read()))


def test_the_stored_description_is_up_to_date():
    call_command("api_schema", check=True)


def test_a_stale_description_is_told(monkeypatch, tmp_path):
    stale = tmp_path / "openapi.json"
    stale.write_text("{}")
    monkeypatch.setattr(description, "STORED", stale)

    with pytest.raises(CommandError, match="stale"):
        call_command("api_schema", check=True)
    assert stale.read_text() == "{}"


def test_the_description_is_given_to_any_sites_scripts(client):
    response = client.get("/api/v1/openapi.json")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert json.loads(response.content)["openapi"] == "3.1.0"


def test_the_description_is_openapi_3_1():
    jsonschema.Draft202012Validator(OPENAPI_31).validate(description.read())


def test_every_schema_in_it_is_a_schema():
    for name, schema in description.read()["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert "nullable" not in json.dumps(schema), name


def test_every_reference_leads_somewhere():
    described = description.read()

    for found in _references(described):
        place = described
        for step in found.removeprefix("#/").split("/"):
            place = place[step]
        assert place


@pytest.mark.parametrize(("path", "method", "operation"), ALL, ids=[one["operationId"] for _, _, one in ALL])
def test_every_parameter_is_described(path, method, operation):
    assert [one["name"] for one in operation.get("parameters", []) if not one.get("description")] == []


@pytest.mark.parametrize(("path", "method", "operation"), ALL, ids=[one["operationId"] for _, _, one in ALL])
def test_every_operation_says_what_it_does_and_what_may_go_wrong(path, method, operation):
    said = set(operation["responses"])
    reading = {"304"} if method == "get" else {"409", "422"}

    assert operation["summary"]
    assert operation["description"]
    assert {"400", "429"} | reading <= said
    assert "404" in said or "{" not in path
    assert {"401", "403"} <= said or "security" not in operation


@pytest.mark.parametrize(("path", "method", "operation"), ALL, ids=[one["operationId"] for _, _, one in ALL])
def test_every_good_answer_is_described(path, method, operation):
    good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]

    assert good
    for answer in good:
        assert set(shared.EVERYWHERE) <= set(answer["headers"])
        assert answer["description"]


def test_every_kind_of_operation_has_a_sentence():
    described = description.read()
    used = {tag for _path, _method, operation in ALL for tag in operation["tags"]}

    assert {tag["name"] for tag in described["tags"]} == used <= set(TAGS)


def test_every_answer_has_an_example():
    described = description.read()

    for path, method, operation in ALL:
        for status, answer in operation["responses"].items():
            shown = described["components"]["responses"][f"Problem{status}"] if "$ref" in answer else answer
            bodies = shown.get("content", {}).values()
            assert not bodies or any("examples" in body for body in bodies), f"{method} {path}: {status}"


def test_every_kind_of_webhook_is_described():
    assert set(description.read()["webhooks"]) == set(Kind)


def test_no_two_operations_have_one_name():
    names = [operation["operationId"] for _path, _method, operation in ALL]

    assert len(names) == len(set(names))


def _references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_what_is_said_of_a_list_is_said_there_and_not_of_one_of_its_things():
    """It is what somebody reads who looks for the open periods."""
    paths = description.read()["paths"]
    periods, one = paths["/api/v1/comment-periods/"]["get"], paths["/api/v1/comment-periods/{id}/"]["get"]

    assert "`?state=open` brings all" in periods["description"]
    assert one["description"] == one["summary"] + "." == "One comment period, as of now or of another instant."
    assert paths["/api/v1/webhooks/{webhook}/deliveries/"]["get"]["summary"] == "The log of one address"
    assert not [
        path for path, item in paths.items() if "written straight" in item.get("get", {}).get("description", "")
    ]
