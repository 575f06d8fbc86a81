"""The examples on the documentation page are what the API really answers.

After a wanted change: ``UPDATE_EXAMPLES=1 pytest tests/api/documentation``, and read what it changes.
"""

from datetime import UTC, datetime

import jsonschema
import pytest

from api.documentation import description
from api.documentation.completing import operations_of
from api.documentation.examples import EXAMPLES, JSON, example_of
from api.problems import KINDS
from contributions.actions import publish_figures
from tests.api.documentation.keeping import answered, stay_as_stored
from webhooks.enums import Kind

OPERATIONS = {operation["operationId"]: operation for _path, _method, operation in operations_of(description.read())}
SHOWN = [
    (file.stem, OPERATIONS[file.stem.partition(".")[0]])
    for file in sorted(EXAMPLES.glob("*.json"))
    if file.stem.partition(".")[0] in OPERATIONS
]

ASKED = {
    "admissions_list": "admissions/?process=example-cables",
    "admissions_retrieve": "admissions/914/",
    "comment_periods_list": "comment-periods/?state=open",
    "comment_periods_retrieve": "comment-periods/903/",
    "contributions_list": "contributions/?process=example-cables&round=2",
    "contributions_retrieve": "contributions/907/",
    "documents_list": "documents/?process=example-cables&round=2",
    "documents_retrieve": "documents/906/",
    "guiding_questions_list": "guiding-questions/?comment_period=903",
    "guiding_questions_retrieve": "guiding-questions/904/",
    "organisations_list": "organisations/?process=example-cables",
    "organisations_retrieve": "organisations/ministry-of-posts-of-exampland/",
    "participation_list": "participation/?process=example-cables",
    "participation_retrieve": "participation/902/",
    "processes_list": "processes/?limit=1",
    "processes_retrieve": "processes/example-cables/",
    "rounds_list": "rounds/?process=example-cables",
    "rounds_retrieve": "rounds/902/",
    "rounds_accountability_retrieve": "rounds/902/accountability/",
    "rounds_participation_retrieve": "rounds/902/participation/",
    "sources_list": "sources/?group=governments",
    "sources_retrieve": "sources/ministry-of-posts-of-exampland/",
    "texts_list": "texts/?process=example-cables",
    "texts_retrieve": "texts/909/",
    "text_versions_list": "text-versions/?text=909",
    "text_versions_retrieve": "text-versions/910/",
    "text_versions_compilation_retrieve": "text-versions/910/compilation/",
    "clauses_list": "clauses/?text_version=910",
    "clauses_retrieve": "clauses/00000000000000000000000000cab1e1/",
    "changes_list": "changes/?text=909",
    "changes_retrieve": "changes/911/",
    "stakeholder_groups_list": "stakeholder-groups/?limit=1",
    "stakeholder_groups_retrieve": "stakeholder-groups/governments/",
}

# Further answers of the same operations: other forms, other ways to ask.
ASKED_OTHERWISE: dict[str, str] = {
    "contributions_list.csv": "contributions/?process=example-cables&format=csv",
    "contributions_list.ndjson": "contributions/?process=example-cables&format=ndjson&fields=symbol,title,sources.name",
    "changes_list.csv": "changes/?text=909&format=csv",
    "changes_list.ndjson": "changes/?text=909&format=ndjson&fields=op,text_after,api_url",
    "comment_periods_list.csv": "comment-periods/?state=open&format=csv",
    "comment_periods_list.ndjson": "comment-periods/?state=open&format=ndjson&fields=id,title,closes_at",
    "organisations_list.csv": "organisations/?format=csv",
    "organisations_list.ndjson": "organisations/?format=ndjson",
    "sources_list.csv": "sources/?format=csv",
    "sources_list.ndjson": "sources/?format=ndjson",
    "contributions_list.search": "contributions/?search=anchor&expand=round&fields=symbol,title,expanded.round.title",
}

# Requests that are refused, by status.
REFUSED = {
    400: "comment-periods/?stat=open",
    404: "rounds/999/",
}

# Asked when the round of the small world has closed.
AFTER_CLOSING = {
    "participation_list",
    "participation_retrieve",
    "rounds_accountability_retrieve",
    "rounds_participation_retrieve",
}

READS = ASKED | ASKED_OTHERWISE


@pytest.mark.parametrize("name", READS)
def test_example_is_what_is_answered(ask, world, name, time_machine):
    if name in AFTER_CLOSING:
        time_machine.move_to(datetime(2027, 2, 10, 9, 0, tzinfo=UTC), tick=False)
        publish_figures()
    path = READS[name]

    stay_as_stored(name, answered("GET", path, ask(path)))


@pytest.mark.parametrize("status", REFUSED)
def test_problem_is_what_is_answered(ask, world, status):
    path = REFUSED[status]
    response = ask(path, x_request_id="example-1")

    assert response.status_code == status
    stay_as_stored(f"problem.{status}", answered("GET", path, response))


@pytest.mark.parametrize(("name", "operation"), SHOWN)
def test_example_has_the_shape_that_is_described(name, operation):
    example = example_of(name)
    described = operation["responses"][str(example.get("status", 200))]

    if "response" in example:
        given = described["content"][example.get("media_type", JSON)]
        assert example["response"] in [one["value"] for one in given["examples"].values()]
    if "response" in example and "media_type" not in example:
        _validate(example["response"], given["schema"])
    if "body" in example:
        _validate(example["body"], operation["requestBody"]["content"][JSON]["schema"])


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("problem.*.json")), ids=lambda file: file.stem)
def test_problem_has_the_shape_that_is_described(file):
    _validate(example_of(file.stem)["response"], {"$ref": "#/components/schemas/Problem"})


def test_every_operation_has_its_example():
    named = {name.partition(".")[0] for name, _operation in SHOWN}

    assert named == set(OPERATIONS)


def test_no_example_is_left_over():
    kept = {file.stem for file in EXAMPLES.glob("*.json")}
    others = {f"problem.{status}" for status in KINDS} | {f"told.{kind}" for kind in Kind}

    assert kept - others == {name for name, _operation in SHOWN}


def _validate(value, schema):
    whole = {**schema, "components": description.read()["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(value)
