"""The page on which a source answers for changes that collided with the next version."""

import pytest
from django.test import Client

from contributions.enums import Carriage, Choice
from contributions.models import Amendment
from tests.deciding import HERONS, MUST, SHALL, desk, sources
from tests.negotiating import make_text, opinion, propose

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(desk):
    desk.reword(0, SHALL)
    desk.reword(1, MUST)
    desk.decide(HERONS, Choice.TAKE, "shall")
    version = desk.issue(ground="Rivals go on.")
    return Amendment.objects.get(version=version, carriage=Carriage.RETURNED)


@pytest.fixture
def place(returned):
    return f"/contributions/{returned.contribution_id}/carried/"


@pytest.fixture
def ana(cast, sign_in):
    return sign_in(Client(), cast.ana)


def test_page_shows_both_wordings_and_why(ana, place):
    page = ana.get(place)

    assert page.status_code == 200
    text = page.content.decode()
    assert "must" in text
    assert "shall" in text
    assert "changes the same words otherwise" in text
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("dora", 404), ("nobody", 302)])
def test_nobody_else_sees_it(cast, sign_in, place, who, status):
    assert sign_in(Client(), getattr(cast, who)).get(place).status_code == status


def test_new_wording_is_confirmed(ana, place, returned):
    words = {"amendment": returned.pk, f"{returned.pk}-wording": "that herons shall ponder;"}

    answer = ana.post(f"{place}answer/", words | {f"{returned.pk}-reason": "Our position."})

    assert (answer.status_code, answer.url) == (302, place)
    returned.refresh_from_db()
    assert (returned.carriage, returned.wording, returned.reason) == (
        Carriage.CONFIRMED,
        "that herons shall ponder;",
        "Our position.",
    )
    assert "Confirmed by its source" in ana.get(place).content.decode()


def test_answer_without_a_reason_is_shown_again_with_its_words(ana, place, returned):
    words = {"amendment": returned.pk, f"{returned.pk}-wording": "that herons shall ponder;"}

    answer = ana.post(f"{place}answer/", words | {f"{returned.pk}-reason": ""})

    assert answer.status_code == 422
    assert "that herons shall ponder;" in answer.content.decode()
    assert "Say why" in answer.content.decode()


def test_change_is_given_up(ana, place, returned):
    assert ana.post(f"{place}give-up/", {"amendment": returned.pk}).status_code == 302

    again = ana.post(f"{place}give-up/", {"amendment": returned.pk})
    assert again.status_code == 409
    returned.refresh_from_db()
    assert returned.carriage == Carriage.DROPPED


def test_answer_of_who_was_signed_out_waits(place, returned, cast, sign_in):
    client = Client()
    words = {"amendment": returned.pk, f"{returned.pk}-wording": "that herons shall ponder;"}

    answer = client.post(f"{place}answer/", words | {f"{returned.pk}-reason": "Our position."})

    assert answer.status_code == 302
    assert answer.url.endswith(f"next={place}")


def test_own_page_says_that_an_answer_is_needed(ana, place, returned):
    own = place.replace("carried/", "")
    assert place in ana.get(own).content.decode()

    ana.post(f"{place}give-up/", {"amendment": returned.pk})

    assert place not in ana.get(own).content.decode()
