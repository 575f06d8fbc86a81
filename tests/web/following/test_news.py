"""The page of news of somebody who is signed in."""

import pytest
from django.urls import reverse

from following.actions import choose, see_all
from following.models import Item

pytestmark = pytest.mark.django_db
NEWS = reverse("web:news")


def lines(response):
    return [line.line for _day, each in response.context["days"] for _item, line in each]


def test_what_was_told_stands_there_the_latest_first_and_only_there(as_, cast, tell):
    tell(2)

    assert lines(as_("otto").get(NEWS)) == ["New: WGX/1/2, Paper 1", "New: WGX/1/1, Paper 0"]
    assert lines(as_("ben").get(NEWS)) == []


def test_what_is_not_public_any_more_is_told_no_more(as_, tell, cast):
    tell(2)
    first = Item.objects.order_by("pk").first().news
    first.subject = "contributions.contribution:999999"
    first.save()

    assert lines(as_("otto").get(NEWS)) == ["New: WGX/1/2, Paper 1"]


def test_all_is_marked_as_read_up_to_what_the_page_showed(as_, tell, make_contribution):
    tell(2)
    page = as_("otto")
    newest = page.get(NEWS).context["newest"]
    older = Item.objects.order_by("pk").first()

    answer = page.post(NEWS, {"newest": str(older.pk)})
    seen_first = [item.seen_at is None for item in Item.objects.order_by("pk")]
    page.post(NEWS, {"newest": str(newest)})

    assert answer.url == NEWS
    assert seen_first == [False, True]
    assert not Item.objects.filter(seen_at=None).exists()


@pytest.mark.parametrize("newest", ["", "x", "9" * 40, "\0", "-1"])
def test_bad_number_is_no_error(as_, tell, newest):
    tell()
    assert as_("otto").post(NEWS, {"newest": newest}).status_code == 302


def test_nobody_marks_the_news_of_others(as_, tell):
    tell()
    as_("ben").post(NEWS)
    assert Item.objects.filter(seen_at=None).count() == 1


def test_list_goes_on_page_by_page(as_, tell):
    tell(21)
    first = as_("otto").get(NEWS)
    second = as_("otto").get(first.context["listing"].next)

    assert (len(lines(first)), len(lines(second))) == (20, 1)
    assert as_("otto").get(NEWS, {"cursor": "nonsense"}).status_code == 400


def test_whoever_wants_no_news_here_has_none(as_, cast, tell):
    tell()
    choose(cast.otto.reader, in_house=False)

    assert lines(as_("otto").get(NEWS)) == []
    assert as_("otto").get("/me/").context["unseen"] == 0


def test_nobody_signs_in_first_and_comes_back(client):
    answer = client.get(NEWS)
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={NEWS}"


def test_own_page_says_how_many_are_new(as_, cast, tell):
    tell(2)
    page = as_("otto")
    assert "2 new things in what you follow" in page.get("/me/").content.decode()
    see_all(cast.otto.reader)
    assert "News about what you follow" in page.get("/me/").content.decode()


def test_page_costs_the_same_with_one_and_three(as_, tell, queries_of):
    tell(1)
    as_("otto")
    one = queries_of(NEWS)
    tell(2)
    assert queries_of(NEWS) == one <= 8
