"""Sources at the desk: what they say of themselves, and who speaks for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributions import actions
from contributions.enums import State
from notifications.models import Letter
from stakeholders.models import Mandate

pytestmark = pytest.mark.django_db

LIST = "/desk/sources/"


@pytest.fixture
def as_(client, cast, sign_in):
    return lambda name: sign_in(client, getattr(cast, name))


@pytest.fixture
def sent(make_draft, cast, make_source):
    """Ines has sent something for a society that nobody has checked."""
    society = make_source("Harbour Society", group="civil-society")
    draft = make_draft(by=cast.ines, sources=[{"id": society.pk}], title="On harbours")
    actions.submit(draft, by=cast.ines)
    return draft


@pytest.fixture
def society(sent):
    return sent.sources.get().source


@pytest.fixture
def home(society):
    return reverse("secretariat:source", args=[society.pk])


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_everybody_at_the_desk_reads_what_is_to_be_checked(as_, home, who):
    assert "Harbour Society" in as_(who).get(LIST).content.decode()
    page = as_(who).get(home).content.decode()
    assert "On harbours" in page
    assert ("Dispute it publicly" in page) == (who == "omar")


@pytest.mark.parametrize("who", ["ana", "otto", "ines"])
def test_others_find_no_such_page(as_, home, who):
    assert as_(who).get(LIST).status_code == 404
    assert as_(who).get(home).status_code == 404


def test_a_source_that_sent_nothing_to_the_processes_of_a_desk_is_not_there(as_, make_source):
    other = make_source("Office of Nothing")

    assert as_("omar").get(reverse("secretariat:source", args=[other.pk])).status_code == 404
    assert "Office of Nothing" not in as_("omar").get(f"{LIST}?show=all").content.decode()


def test_a_name_is_confirmed(as_, home, society):
    as_("omar").post(f"{home}check/", {"act": "confirm"})

    society.refresh_from_db()
    assert society.standing == "confirmed"


def test_a_dispute_needs_a_reason_and_hides_nothing(as_, home, society, sent):
    refused = as_("omar").post(f"{home}check/", {"act": "dispute", "reason": " "})
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)

    as_("omar").post(f"{home}check/", {"act": "dispute", "reason": "It has no harbour."})

    society.refresh_from_db()
    assert (society.standing, society.standing_reason) == ("disputed", "It has no harbour.")
    assert sent.state == State.SUBMITTED


def test_an_accreditation_is_noted_and_read_by_everybody(as_, client, home, sent, cast):
    as_("omar").post(f"{home}check/", {"act": "accreditation", "accreditation": "ECOSOC status since 1998"})
    actions.confirm_source(sent.sources.get(), by=cast.omar)
    actions.publish(sent, by=cast.omar)
    client.logout()

    assert "ECOSOC status since 1998" in client.get("/sources/harbour-society/").content.decode()


def test_a_mandate_that_is_confirmed_lets_what_waits_be_published(as_, home, sent, cast):
    mandate = Mandate.objects.get(person=cast.ines)

    as_("omar").post(f"{home}mandates/{mandate.pk}/", {"act": "confirm"})

    assert sent.sources.get().confirmed_at
    assert Mandate.objects.get(person=cast.ines).is_lead


def test_a_mandate_is_ended_with_a_reason(as_, home, cast, sent):
    mandate = Mandate.objects.get(person=cast.ines)

    as_("omar").post(f"{home}mandates/{mandate.pk}/", {"act": "end", "reason": "They never heard of her."})

    assert "never heard of her" in Letter.objects.get(family="stakeholders/ended").text


def test_who_leads_is_replaced_with_a_reason(as_, cast, ministry, make_contribution):
    make_contribution(State.SUBMITTED)
    home = reverse("secretariat:source", args=[ministry.pk])
    other = Mandate.objects.get(person=cast.ben)

    assert as_("omar").post(f"{home}mandates/{other.pk}/", {"act": "lead"}).status_code == 422
    as_("omar").post(f"{home}mandates/{other.pk}/", {"act": "lead", "reason": "Ana is away."})

    other.refresh_from_db()
    assert other.is_lead


def test_somebody_is_invited(as_, home, society):
    as_("omar").post(f"{home}invite/", {"address": "new@example.org"})

    assert Letter.objects.get(family="stakeholders/invited").address == "new@example.org"
    assert as_("omar").post(f"{home}invite/", {"address": "new"}).status_code == 422


@pytest.mark.parametrize("who", ["chris", "olga"])
def test_who_only_reads_changes_nothing(as_, home, society, cast, who):
    mandate = Mandate.objects.get(person=cast.ines)
    for address, form in (
        (f"{home}check/", {"act": "confirm"}),
        (f"{home}invite/", {"address": "new@example.org"}),
        (f"{home}mandates/{mandate.pk}/", {"act": "confirm"}),
    ):
        assert as_(who).post(address, form).status_code == 403, address
    society.refresh_from_db()
    assert society.standing == "declared"


def test_a_mandate_of_another_source_and_an_unknown_act_do_nothing(as_, home, cast, ministry):
    other = Mandate.objects.get(person=cast.ana)

    assert as_("omar").post(f"{home}mandates/{other.pk}/", {"act": "end"}).status_code == 404
    own = Mandate.objects.get(person=cast.ines)
    assert as_("omar").post(f"{home}mandates/{own.pk}/", {"act": "x"}).status_code == 302
    assert Mandate.objects.current().count() == 3


def test_one_that_is_not_waited_for_is_shown_as_invited(as_, cast, make_draft, make_source, ministry):
    union = make_source("Cable Users Union", group="civil-society")
    draft = make_draft(speaking="jointly", sources=[{"id": ministry.pk}, {"id": union.pk}])
    actions.submit(draft, by=cast.ana)
    address = reverse("secretariat:contribution", args=[draft.pk])
    assert "Do not wait" in as_("omar").get(address).content.decode()

    named = draft.sources.get(source=union)
    as_("omar").post(f"{address}sources/{named.pk}/invited/")
    as_("omar").post(f"{address}publish/")

    draft.refresh_from_db()
    page = as_("otto").get(f"/processes/wgx/documents/{draft.symbol.text}/").content.decode()
    assert "Cable Users Union" in page
    assert "invited to join, and has not confirmed" in page


def test_the_query_budgets(as_, make_draft, make_source, cast, home):
    def queries(address):
        client = as_("omar")
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    few = [queries(LIST), queries(home)]
    for number in range(3):
        source = make_source(f"Office {number}")
        draft = make_draft(by=cast.ines, sources=[{"id": source.pk}], title=f"On {number}")
        actions.submit(draft, by=cast.ines)

    assert [queries(LIST), queries(home)] == few
    assert few[0] <= 8
    assert few[1] <= 12
