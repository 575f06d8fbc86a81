"""Figures for programs that watch the house: with the token only, and none where there is no token."""

import pytest

TOKEN = "a-token-of-some-length-0123"
pytestmark = pytest.mark.django_db


@pytest.fixture
def _token(settings):
    settings.METRICS_TOKEN = TOKEN


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("headers", [{}, bearing(""), bearing("x")])
def test_there_is_no_such_page_without_a_token_of_the_house(client, settings, headers):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize(
    "headers",
    [{}, bearing(""), bearing("x"), bearing(f"{TOKEN}x"), {"Authorization": f"Basic {TOKEN}"}, bearing("ü\0")],
)
def test_nobody_is_told_without_the_token(client, headers):
    answer = client.get("/metrics", headers=headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="metrics"')
    assert b"plenum" not in answer.content


@pytest.mark.usefixtures("_token")
def test_whoever_bears_it_is_told(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = client.get("/metrics", headers=bearing(TOKEN))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert b'plenum_answers{part="broker"} 1.0' in answer.content
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.usefixtures("_token")
def test_nothing_is_posted_there(client):
    assert client.post("/metrics", headers=bearing(TOKEN)).status_code == 405
