"""The stored description fits the code, and stands alone."""

import json

import pytest
from django.core.management import CommandError, call_command

from api.documentation import description


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


def test_every_operation_says_what_may_go_wrong():
    for path, item in description.read()["paths"].items():
        assert {"200", "304", "400", "429"} <= set(item["get"]["responses"]), path
        assert item["get"]["description"], path
