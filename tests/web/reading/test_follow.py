"""Following a round from its page."""

import pytest

from consultations.models import Follow

pytestmark = pytest.mark.django_db

ROUND = "/processes/wgx/rounds/1/"


def test_person_follows_and_stops(cast, round_, client, sign_in) -> None:
    sign_in(client, cast.otto)

    client.post(f"{ROUND}follow/")
    assert Follow.objects.filter(person=cast.otto, round=round_).exists()
    assert "Stop following" in client.get(ROUND).content.decode()

    client.post(f"{ROUND}follow/", {"stop": "1"})
    assert not Follow.objects.exists()
    assert "Follow this round" in client.get(ROUND).content.decode()


def test_visitor_is_asked_to_sign_in_first(round_, client) -> None:
    answer = client.post(f"{ROUND}follow/")

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
    assert not Follow.objects.exists()
    assert f"/accounts/login/?next={ROUND}" in client.get(ROUND).content.decode()


def test_looking_does_not_follow(cast, round_, client, sign_in) -> None:
    assert sign_in(client, cast.otto).get(f"{ROUND}follow/").status_code == 405
