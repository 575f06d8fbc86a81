"""Filters that somebody keeps: theirs to name, to share and to forget."""

import pytest
from django.test import Client
from django.urls import reverse

from contributions.models import DeskFilter

pytestmark = pytest.mark.django_db

KEEP = "/desk/filters/keep/"
WANTED = "state=submitted&language=fr"


@pytest.fixture
def omar(cast, sign_in):
    return sign_in(Client(), cast.omar)


def keep(client, name="French ones", **more):
    return client.post(KEEP, {"list": WANTED, "name": name} | more)


def names(client):
    return [kept.name for kept, _wanted in client.get("/desk/").context["kept"]]


def test_filter_is_kept_under_its_name_and_leads_back(dora):
    assert keep(dora)["Location"] == f"/desk/?{WANTED}"
    page = dora.get("/desk/").content.decode()
    assert "French ones" in page
    assert f"/desk/?{WANTED.replace('&', '&amp;')}" in page


def test_form_says_in_words_what_is_kept(dora):
    page = dora.get(KEEP, {"list": WANTED}).content.decode()
    assert "French" in page


def test_own_filter_is_ones_own(dora, omar):
    keep(dora)
    assert (names(dora), names(omar)) == (["French ones"], [])


def test_shared_filter_is_found_by_colleagues_who_cannot_change_it(dora, omar, process):
    keep(dora, process=process.pk)
    kept = DeskFilter.objects.get()
    assert names(omar) == ["French ones"]
    assert omar.post(reverse("secretariat:kept_filter", args=[kept.pk]), {"name": "Mine"}).status_code == 404
    omar.post(reverse("secretariat:remove_filter", args=[kept.pk]))
    assert DeskFilter.objects.get().name == "French ones"


def test_filter_is_renamed_and_removed(dora):
    keep(dora)
    kept = DeskFilter.objects.get()
    dora.post(reverse("secretariat:kept_filter", args=[kept.pk]), {"name": "In French"})
    assert names(dora) == ["In French"]
    for _ in range(2):
        dora.post(reverse("secretariat:remove_filter", args=[kept.pk]))
    assert names(dora) == []


@pytest.mark.parametrize(("name", "said"), [("", "Give it a name."), (" ", "Give it a name."), ("A", "another filter")])
def test_name_is_needed_and_is_ones_own_only_once(name, said, dora):
    keep(dora, "A")
    answer = keep(dora, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert DeskFilter.objects.count() == 1


def test_nobody_shares_with_a_desk_that_they_do_not_read(dora, make_process):
    assert keep(dora, process=make_process("other").pk).status_code == 422
    assert not DeskFilter.objects.exists()


def test_nonsense_is_kept_as_the_whole_list(dora):
    dora.post(KEEP, {"list": "state=draft&round=x&q=%00", "name": "Odd"})
    assert DeskFilter.objects.get().wanted == {}
