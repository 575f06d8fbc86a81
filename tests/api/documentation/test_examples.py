"""The examples on the documentation page are what the API really answers.

After a wanted change: ``UPDATE_EXAMPLES=1 pytest tests/api/documentation``, and read what it changes.
"""

import json
import os
from datetime import UTC, datetime

import jsonschema
import pytest

from api.documentation import description
from api.documentation.operations import EXAMPLES, example_of

ASKED = {
    "comment_periods_list": "comment-periods/?state=open",
    "comment_periods_retrieve": "comment-periods/903/",
    "contributions_list": "contributions/?process=example-cables&round=2",
    "contributions_retrieve": "contributions/907/",
    "documents_list": "documents/?process=example-cables&round=2",
    "documents_retrieve": "documents/906/",
    "guiding_questions_list": "guiding-questions/?comment_period=903",
    "guiding_questions_retrieve": "guiding-questions/904/",
    "processes_list": "processes/?limit=1",
    "processes_retrieve": "processes/example-cables/",
    "rounds_list": "rounds/?process=example-cables",
    "rounds_retrieve": "rounds/902/",
    "rounds_accountability_retrieve": "rounds/902/accountability/",
    "rounds_participation_retrieve": "rounds/902/participation/",
    "sources_list": "sources/?group=governments",
    "sources_retrieve": "sources/ministry-of-posts-of-exampland/",
    "stakeholder_groups_list": "stakeholder-groups/?limit=1",
    "stakeholder_groups_retrieve": "stakeholder-groups/governments/",
}

# Asked when the round of the small world has closed.
AFTER_CLOSING = {"rounds_accountability_retrieve", "rounds_participation_retrieve"}


@pytest.mark.parametrize("operation", ASKED)
def test_example_is_what_is_answered(told, world, operation, time_machine):
    path = ASKED[operation]
    if operation in AFTER_CLOSING:
        time_machine.move_to(datetime(2027, 2, 10, 9, 0, tzinfo=UTC), tick=False)
    answered = {"request": f"/api/v1/{path}", "response": told(path)}

    if os.environ.get("UPDATE_EXAMPLES"):
        (EXAMPLES / f"{operation}.json").write_text(json.dumps(answered, ensure_ascii=False, indent=1) + "\n")

    assert example_of(operation) == answered


@pytest.mark.parametrize("operation", ASKED)
def test_example_has_the_shape_that_is_described(operation):
    described = description.read()
    shape = next(
        item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for item in described["paths"].values()
        if item["get"]["operationId"] == operation
    )

    schema = {**shape, "components": described["components"]}
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
        example_of(operation)["response"]
    )


def test_every_operation_has_its_example():
    described = {item["get"]["operationId"] for item in description.read()["paths"].values()}

    assert described == set(ASKED) == {file.stem for file in EXAMPLES.glob("*.json")}
