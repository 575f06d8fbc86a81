"""The page on which a source that was named says whether it says this."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contributions import actions
from contributions.enums import Speaking
from stakeholders.models import Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast, sign_in):
    return lambda name: sign_in(client, getattr(cast, name))


@pytest.fixture
def joint(make_draft, make_source, cast, ministry):
    union = make_source("Cable Users Union", group="civil-society")
    Mandate.objects.create(person=cast.otto, source=union, confirmed_at=timezone.now(), is_lead=True)
    draft = make_draft(
        speaking=Speaking.JOINTLY,
        sources=[{"id": ministry.pk}, {"id": union.pk}],
        on_behalf="on behalf of five registries",
    )
    actions.submit(draft, by=cast.ana)
    return draft


@pytest.fixture
def home(joint):
    return reverse("web:join", args=[joint.pk, "cable-users-union"])


def test_those_who_are_named_read_every_word_and_find_it_among_what_waits(as_, joint, home):
    page = as_("otto").get(home).content.decode()

    assert "Cables matter." in page
    assert "on behalf of five registries" in page
    assert joint.submission.digest in page
    for address in ("/me/", "/me/organisations/"):
        assert home in as_("otto").get(address).content.decode()


@pytest.mark.parametrize("who", ["ana", "ben", "ines", "dora"])
def test_nobody_else_finds_it(as_, home, who):
    assert as_(who).get(home).status_code == 404
    assert as_(who).post(f"{home}confirm/").status_code == 404


def test_yes(as_, joint, home):
    as_("otto").post(f"{home}confirm/", {"digest": joint.submission.digest})

    assert joint.sources.get(source__slug="cable-users-union").confirmed_at
    page = as_("otto").get(home).content.decode()
    assert "It is confirmed." in page
    assert "We say this" not in page


def test_yes_to_words_that_are_not_in_force_any_more_is_none(as_, joint, home, cast):
    seen = joint.submission.digest
    actions.save(joint, joint.content | {"statement": "Otherwise."}, by=cast.ana)
    actions.submit(joint, by=cast.ana)

    response = as_("otto").post(f"{home}confirm/", {"digest": seen})

    assert response.status_code == 409
    assert "Otherwise." in response.content.decode()


def test_no(as_, joint, home):
    as_("otto").post(f"{home}refuse/", {"reason": "We never saw this."})

    named = joint.sources.get(source__slug="cable-users-union")
    assert (bool(named.refused_at), named.refusal) == (True, "We never saw this.")
    assert "You can still confirm" in as_("otto").get(home).content.decode()


def test_too_long_a_no_comes_back_with_its_words(as_, home):
    response = as_("otto").post(f"{home}refuse/", {"reason": "x" * 2001})

    assert response.status_code == 422
    assert "x" * 2001 in response.content.decode()


def test_an_answer_while_signed_out_waits(client, as_, joint, home):
    response = client.post(f"{home}refuse/", {"reason": "From a train."})

    assert response["Location"].endswith(f"?next={home}")
    assert "From a train." in as_("otto").get(home).content.decode()


def test_the_author_sees_who_has_answered(as_, joint, home, cast):
    page = as_("ana").get(reverse("web:receipt", args=[joint.pk])).content.decode()
    assert "Invited" in page

    as_("otto").post(f"{home}confirm/", {"digest": joint.submission.digest})

    assert "Invited" not in as_("ana").get(reverse("web:contribution_mine", args=[joint.pk])).content.decode()


def test_what_the_public_sees_is_changed_by_its_source(as_, make_contribution):
    published = make_contribution()
    address = reverse("web:consent", args=[published.pk])
    assert as_("otto").get(address).status_code == 404

    assert as_("ben").post(address, {}).status_code == 422
    as_("ben").post(address, {"consent": "group"})

    published.refresh_from_db()
    assert published.consent == "group"
    assert as_("ben").post(address, {"consent": "named"}).status_code == 403
