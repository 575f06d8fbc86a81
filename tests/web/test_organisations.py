"""The pages about the organisations that people speak for, and the link of an invitation."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.models import Letter
from stakeholders.actions import claim_mandate, dispute_details, invite
from stakeholders.models import Invitation, Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, cast, sign_in):
    return lambda name: sign_in(client, getattr(cast, name))


@pytest.fixture
def home(ministry):
    return reverse("web:organisation", args=[ministry.slug])


def mandate_of(person):
    return Mandate.objects.current().get(person=person)


def link():
    """The link in the last letter that invited somebody."""
    letter = Letter.objects.filter(family="stakeholders/invited").latest("created_at")
    return re.search(r"http\S+(/invitations/\S+)", letter.text).group(1)


def test_people_find_their_organisations(as_, ministry, home):
    page = as_("ben").get(reverse("web:organisations")).content.decode()

    assert ministry.name in page
    assert home in page
    assert "You speak for it" in page


@pytest.mark.parametrize("who", ["otto", "dora", "ines"])
def test_an_organisation_of_others_is_not_there(as_, home, who):
    assert as_(who).get(home).status_code == 404


def test_a_visitor_signs_in_first(client, home):
    assert client.get(home).status_code == 302


def test_whoever_only_says_so_sees_nobody_else(as_, cast, ministry, home):
    claim_mandate(cast.otto, ministry)

    page = as_("otto").get(home).content.decode()

    assert "Not confirmed" in page
    assert "ana@example.org" not in page


def test_the_lead_sees_what_can_be_done_and_the_others_do_not(as_, cast, ministry, home):
    claim_mandate(cast.otto, ministry)

    assert "Hand the lead over" in as_("ana").get(home).content.decode()
    others = as_("ben").get(home).content.decode()
    assert "Hand the lead over" not in others
    assert "otto@example.org" in others


def test_an_invitation_goes_by_letter_and_is_taken_by_its_link(as_, client, cast, ministry, home):
    as_("ben").post(f"{home}invite/", {"address": "otto@example.org"})
    client.logout()

    page = client.get(link())
    assert page.status_code == 200
    assert f"/accounts/signup/?next={link()}" in page.content.decode()

    response = as_("otto").post(f"{link()}accept/")
    assert response["Location"] == home
    assert cast.otto.has_perm("stakeholders.speak_for", ministry)


def test_looking_at_a_link_takes_nothing(client, cast, ministry):
    invite(ministry, address="otto@example.org", by=cast.ana)

    client.get(link())
    client.head(link())

    assert Invitation.objects.get().accepted_at is None


def test_a_link_keeps_out_of_caches_and_search_engines(client, cast, ministry):
    invite(ministry, address="otto@example.org", by=cast.ana)

    headers = client.get(link()).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"


def test_taking_it_while_signed_out_leads_to_signing_in_and_back(client, cast, ministry):
    invite(ministry, address="otto@example.org", by=cast.ana)

    response = client.post(f"{link()}accept/")

    assert response["Location"].endswith(f"?next={link()}")
    assert Invitation.objects.get().accepted_at is None


def test_a_used_link_says_so(as_, client, cast, ministry):
    invite(ministry, address="otto@example.org", by=cast.ana)
    as_("otto").post(f"{link()}accept/")
    as_("ines")

    page = client.get(link())
    assert (page.status_code, "accepted already" in page.content.decode()) == (410, True)
    assert client.post(f"{link()}accept/").status_code == 409


def test_an_old_link_says_so(client, cast, ministry):
    invite(ministry, address="otto@example.org", by=cast.ana)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    assert "too old" in client.get(link()).content.decode()


@pytest.mark.parametrize("token", ["x", "x" * 300, "%00", "ثلاثة"])
def test_a_made_up_link_is_not_there(client, db, token):
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_what_is_no_address_is_said_at_the_field(as_, home):
    response = as_("ana").post(f"{home}invite/", {"address": "nobody"})

    assert response.status_code == 422
    assert 'href="#id_address"' in response.content.decode()
    assert 'value="nobody"' in response.content.decode()


def test_an_invitation_typed_while_signed_out_waits(client, as_, home):
    response = client.post(f"{home}invite/", {"address": "late@example.org"})
    assert response["Location"].endswith(f"?next={home}")

    assert 'value="late@example.org"' in as_("ana").get(home).content.decode()
    assert not Letter.objects.exists()


def test_an_invitation_is_called_back(as_, cast, ministry, home):
    invitation, _token = invite(ministry, address="otto@example.org", by=cast.ben)

    as_("ana").post(f"{home}invitations/{invitation.pk}/revoke/")

    invitation.refresh_from_db()
    assert invitation.revoked_at


def test_the_lead_is_handed_over_and_somebody_leaves(as_, cast, ministry, home):
    as_("ana").post(f"{home}mandates/{mandate_of(cast.ben).pk}/lead/")
    assert mandate_of(cast.ben).is_lead

    response = as_("ana").post(f"{home}mandates/{mandate_of(cast.ana).pk}/end/")
    assert response["Location"] == reverse("web:organisations")
    assert not Mandate.objects.current().filter(person=cast.ana).exists()


def test_when_the_last_one_leaves_the_secretariats_that_know_it_are_told(as_, cast, home, make_contribution):
    make_contribution("submitted")
    as_("ana").post(f"{home}mandates/{mandate_of(cast.ana).pk}/end/")
    assert not Letter.objects.filter(family="contributions/without_a_voice").exists()

    as_("ben").post(f"{home}mandates/{mandate_of(cast.ben).pk}/end/")

    told = Letter.objects.filter(family="contributions/without_a_voice").values_list("address", flat=True)
    assert sorted(told) == ["dora@example.org", "omar@example.org"]


def test_who_does_not_lead_is_refused(as_, cast, home):
    response = as_("ben").post(f"{home}mandates/{mandate_of(cast.ana).pk}/end/", {"reason": "I want to lead."})

    assert response.status_code == 403
    assert mandate_of(cast.ana).is_lead


def test_a_mandate_of_another_organisation_is_not_there(as_, cast, home, make_source):
    other = claim_mandate(cast.otto, make_source("Harbour Society"))

    assert as_("ana").post(f"{home}mandates/{other.pk}/confirm/").status_code == 404


def test_details_are_corrected_after_a_dispute(as_, cast, ministry, home):
    dispute_details(ministry, reason="It is a company.", by=cast.dora)
    assert "It is a company." in as_("ana").get(home).content.decode()

    as_("ana").post(f"{home}correct/", {"group": "private-sector", "country": "CH", "acronym": "EXPO"})

    ministry.refresh_from_db()
    assert (ministry.group.code, ministry.standing) == ("private-sector", "declared")


def test_everybody_reads_what_a_secretariat_says_of_a_source(client, cast, ministry, make_contribution):
    make_contribution()
    address = reverse("web:source", args=[ministry.slug])
    assert "Self-declared" in client.get(address).content.decode()

    dispute_details(ministry, reason="It is a company.", by=cast.dora)

    page = client.get(address).content.decode()
    assert "Disputed by a secretariat" in page
    assert "It is a company." in page
    assert "On cables" in page


def test_the_query_budgets(as_, cast, ministry, home, make_source):
    def queries(address):
        client = as_("ana")
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    few = [queries(home), queries(reverse("web:organisations"))]
    for number in range(3):
        source = make_source(f"Office {number}")
        Mandate.objects.create(person=cast.ana, source=source, confirmed_at=timezone.now())
        invite(ministry, address=f"x{number}@example.org", by=cast.ana)
    claim_mandate(cast.otto, ministry)

    assert [queries(home), queries(reverse("web:organisations"))] == few
    assert max(few) <= 8
