"""Every parameter that is described, asked for with what no client means: a refusal that names it, and never a fault.

Which operations and parameters there are is read from the description, so that a new one is asked as well.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.documentation import description
from api.documentation.completing import operations_of
from api.documentation.examples import example_of
from webhooks.enums import EndpointState
from webhooks.models import Endpoint

# As they stand in an address.
REFUSED = {"nothing": "", "blanks": "%20%C2%A0", "NUL": "%00", "a NUL within": "wgx%00", "a NUL after a number": "1%00"}
EITHER = {
    "a huge number": "9" * 400,
    "more than the database counts": str(2**63),
    "a negative number": "-1",
    "a fraction": "1.5",
    "no number": "NaN",
    "digits of another script": "%D9%A1",
    "ten thousand signs": "x" * 10_000,
    "marks of direction": "%E2%80%AE%D8%A7%E2%80%8F%E2%81%A6",
    "half a percent sign": "%E0%A4%A",
    "a percent sign alone": "%",
    "no UTF-8": "%FF%FE",
    "half a pair": "%ED%A0%80",
    "lines": "a%0D%0ASet-Cookie:%20a=b",
    "quotation marks": "%27%22%3B--%5C",
    "dots and brackets": "..,[.]*{}()",
    "an instant out of time": "9999-12-31T23:59:59.999999-23:59",
    "a date that there is not": "2027-02-30T00:00:00Z",
    "JSON": "%7B%22a%22:%5Bnull%5D%7D",
}
OPERATIONS = [(path, method, operation) for path, method, operation in operations_of(description.read())]
TAGS = sorted({operation["tags"][0] for _path, _method, operation in OPERATIONS})


def reads_of(tag: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of something that there is for each reading operation of this kind, and its parameters."""
    for _path, method, operation in OPERATIONS:
        if method == "get" and operation["tags"][0] == tag:
            example = example_of(operation["operationId"])
            assert example is not None
            address = example["request"].partition("?")[0]
            yield address, operation.get("parameters", [])


@pytest.fixture
def ask(client, may_do_everything):
    """GET an address as a portal; all of the answer is read."""

    def get(address: str) -> Any:
        response = client.get(address, headers=may_do_everything)
        body = b"".join(response.streaming_content if response.streaming else [response.content])
        assert body.decode()
        return response

    return get


def named(response: Any) -> list[str]:
    """What a refusal names."""
    assert response["Content-Type"] == "application/problem+json"
    return list(response.json()["errors"])


@pytest.mark.parametrize("tag", TAGS)
def test_every_parameter_takes_or_names_whatever_is_sent(ask, tag):
    for address, parameters in reads_of(tag):
        for parameter in [each for each in parameters if each["in"] == "query"]:
            name = parameter["name"]
            for what, value in (REFUSED | EITHER).items():
                response = ask(f"{address}?{name}={value}")
                assert response.status_code in ((200, 400) if what in EITHER else (400,)), (address, name, what)
                assert response.status_code == 200 or named(response) == [name], (address, name, what)


@pytest.mark.parametrize("tag", TAGS)
def test_no_parameter_is_taken_twice_and_none_that_is_not_known(ask, tag):
    for address, parameters in reads_of(tag):
        asked = [each for each in parameters if each["in"] == "query"]
        for name in [each["name"] for each in asked if each["schema"].get("type") != "array"]:
            response = ask(f"{address}?{name}=1&{name}=2")
            assert (response.status_code, named(response)) == (400, [name]), address
        for name in ("nme", "format.", "%00", "%FF", "x" * 10_000, "%E2%80%AE", "id__in", "limit%5B%5D"):
            response = ask(f"{address}?{name}=1")
            assert response.status_code == 400, (address, name)
            assert len(named(response)) == 1, (address, name)


@pytest.mark.parametrize("tag", TAGS)
def test_what_stands_in_the_path_leads_to_something_or_nowhere(ask, tag):
    for path, _method, _operation in [each for each in OPERATIONS if each[2]["tags"][0] == tag]:
        for place in re.findall(r"\{\w+\}", path):
            for what, value in EITHER.items():
                response = ask(re.sub(r"\{\w+\}", "1", path.replace(place, value)))
                assert response.status_code in (200, 404, 405), (path, place, what)


@pytest.mark.parametrize("path", ["submissions/", "webhooks/", "webhooks/921/", "portal/", "processes/"])
def test_a_method_that_is_not_known_hears_that_first(client, may_do_everything, path):
    response = client.put(f"/api/v1/{path}?limit=1", headers=may_do_everything)

    assert response.status_code == 405


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "submissions/"), ("POST", "webhooks/"), ("PATCH", "webhooks/921/"), ("DELETE", "webhooks/921/"),
     ("POST", "webhooks/921/pause/")],
)  # fmt: skip
def test_nobody_acts_in_earnest_who_asked_for_a_trial(client, may_do_everything, method, path):
    response = client.generic(
        method, f"/api/v1/{path}?test=true", "{}", content_type="application/json", headers=may_do_everything
    )

    assert (response.status_code, named(response)) == (400, ["test"])
    assert Endpoint.objects.kept().get().state == EndpointState.UNPROVEN


def test_every_reading_operation_is_asked():
    asked = [address for tag in TAGS for address, _parameters in reads_of(tag)]

    assert len(asked) == len([method for _path, method, _operation in OPERATIONS if method == "get"])
