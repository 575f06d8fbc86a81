"""Pages of what can be followed lead to where one follows it."""

from html import unescape
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from contributions.queries.topics import described, search_of
from following.actions import choose, reader_of
from following.models import Follow

pytestmark = pytest.mark.django_db


def way(response):
    """The address of the link to follow, "" where there is none."""
    _before, there, after = response.content.decode().partition('href="/follow/')
    return "/follow/" + unescape(after.partition('"')[0]) if there else ""


def test_page_of_a_period_leads_to_following_its_round(client, period, round_, process):
    there = way(client.get(reverse("web:period", args=[process.slug, round_.number, period.pk])))

    assert there == f"/follow/?topic=round%3A{round_.pk}"
    assert "Remind me before a comment period closes" in client.get(there).content.decode()


@pytest.mark.parametrize("words", ["cable", "الكابلات البحرية", "海底电缆", "a+b&c=d #e"])
def test_search_in_any_script_leads_to_following_it(client, make_contribution, words):
    make_contribution()
    there = way(client.get("/search/", {"q": words}))
    assert client.get(there).status_code == 200


@pytest.mark.parametrize("words", ["ك" * 200, "电" * 200, "a&+=%#" * 33, "process=wgx&q=1"])
def test_longest_search_can_be_followed_and_found_again(client, as_, cast, make_contribution, words):
    make_contribution()
    as_("otto")
    there = way(client.get("/search/", {"q": words, "process": "wgx", "round": "1"}))

    assert client.post(there, {"pace": "1"}).status_code == 302
    followed = Follow.objects.get()
    topic = described([followed.topic])[followed.topic]
    assert parse_qs(topic.path.partition("?")[2]) == {"q": [words.casefold()], "process": ["wgx"], "round": ["1"]}
    assert search_of(followed.topic.removeprefix("search:")) == (words.casefold(), "wgx", 1)
    assert "You follow this" in client.get(topic.path).content.decode()


def test_search_that_is_too_long_to_be_followed_says_what_to_do(client, make_contribution):
    make_contribution()
    response = client.get("/search/", {"q": "ΐ" * 200})
    assert (response.status_code, way(response)) == (200, "")
    assert "With fewer words it can be." in response.content.decode()


@pytest.mark.parametrize("key", ["process=x&round=²&q=a", "process=&q=a", "round=1&q=a", "q=", "q=A", "q=a  b", "a=b"])
def test_search_in_another_form_cannot_be_followed(client, key):
    assert client.get("/follow/", {"topic": f"search:{key}"}).status_code == 404


def test_whoever_is_signed_in_sees_at_once_that_they_follow_and_how_often(client, as_, round_, process):
    page = reverse("web:round", args=[process.slug, round_.number])
    visitor = client.get(page).content.decode()
    as_("otto")
    topic = f"/follow/?topic=round:{round_.pk}"

    after = client.post(topic, {"pace": "1"}, follow=True).content.decode()
    assert "Letters about it come once a day, together." in after
    assert "Change or stop" in after
    choose(reader_of(Follow.objects.get().reader.person), by_mail=False)
    assert "You follow it without letters." in client.get(page).content.decode()
    client.post(topic, {"stop": "1"})
    assert "Follow this round" in client.get(page).content.decode()
    assert "Follow this round" in visitor
