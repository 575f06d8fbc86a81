"""At the desk, what came on paper beside a published contribution is entered as its Rev., Add. or Corr."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.actions import file_document
from consultations.enums import DocumentKind, Role
from consultations.models import ProcessRole
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from tests.secretariat.test_transcripts import ENTER, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(make_contribution):
    return make_contribution(State.PUBLISHED)


@pytest.fixture
def beside(filled_in, published):
    return filled_in | {"name": "", "stands": "Rev", "beside": " WGX/1/1 "}


def test_it_is_entered_confirmed_and_published_as_a_revision(
    at_the_desk, beside, published, cast, django_assert_max_num_queries
):
    desk = at_the_desk("omar")
    begun = desk.post(ENTER, beside)
    made = Contribution.objects.get(revises=published)
    assert begun["Location"] == reverse("web:draft_what", args=[made.pk])
    desk.post(reverse("web:draft_submit", args=[made.pk]), {"for_action": "1"})

    source = Client()
    place = reverse("web:transcript", args=[token()])
    with django_assert_max_num_queries(8):
        page = source.get(place).content.decode()
    assert "Revises" in page
    assert "WGX/1/1" in page
    source.post(f"{place}confirm/")
    actions.confirm_source(made.sources.get(), by=cast.omar)
    desk.post(reverse("secretariat:publish", args=[made.pk]))

    public = source.get("/processes/wgx/documents/WGX/1/1/Rev.1/").content.decode()
    assert "On paper" in public
    assert "Confirmed by its source" in public


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"beside": ""}, "beside", "Say which paper it replaces, adds to or corrects."),
        ({"beside": "WGX/1/9"}, "beside", "No paper of this process has this symbol or alias."),
        ({"beside": "WGX/1/2"}, "beside", "WGX/1/2 is a document of the secretariat."),
        ({"beside": "x\x00"}, "beside", "Null characters are not allowed."),
        ({"stands": ""}, "stands", "Say whether it replaces, adds to or corrects the other paper."),
        ({"stands": "Sup"}, "stands", "Select a valid choice."),
        ({"period": "0"}, "period", "Select a valid choice."),
        ({"name": "Union of Fishers"}, "name", "is no source of WGX/1/1."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(at_the_desk, beside, published, *, given, field, said):
    file_document(published.round, kind=DocumentKind.DRAFT, title={"en": "Draft"}, by=None)

    answer = at_the_desk("omar").post(ENTER, beside | given)

    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert said in form.errors[field][0]
    assert form["contact"].value() == "Fatma Fisher"
    assert Contribution.objects.count() == 1


def test_a_second_revision_is_refused_with_a_sentence(at_the_desk, beside):
    desk = at_the_desk("omar")
    desk.post(ENTER, beside)

    answer = desk.post(ENTER, beside)

    assert answer.status_code == 409
    assert "There is a revision of this contribution already" in answer.content.decode()


def test_the_page_of_a_published_contribution_leads_to_the_form(at_the_desk, published):
    address = f"{ENTER}?beside={published.pk}"
    assert address in at_the_desk("omar").get(f"/desk/contributions/{published.pk}/").content.decode()
    assert address not in at_the_desk("olga").get(f"/desk/contributions/{published.pk}/").content.decode()

    form = at_the_desk("omar").get(address).context["form"]
    assert (form["beside"].value(), form["period"].value()) == ("WGX/1/1", published.period_id)


@pytest.mark.parametrize("wrong", ["0", "x", "9" * 30, "%00"])
def test_an_address_that_names_nothing_gives_the_empty_form(at_the_desk, published, wrong):
    assert not at_the_desk("omar").get(f"{ENTER}?beside={wrong}").context["form"]["beside"].value()


def test_a_paper_of_another_process_is_not_found(
    at_the_desk, beside, published, *, make_process, make_round, make_period, cast
):
    elsewhere = make_period(round=make_round(process=make_process("abc")))
    ProcessRole.objects.create(process=elsewhere.round.process, person=cast.otto, role=Role.OFFICER)
    desk = at_the_desk("otto")

    assert not desk.get(f"{ENTER}?beside={published.pk}").context["form"]["beside"].value()
    answer = desk.post(ENTER, beside | {"period": str(elsewhere.pk)})
    assert answer.context["form"].errors["beside"] == ["No paper of this process has this symbol or alias."]
    assert desk.post(ENTER, beside).context["form"].errors["period"]
