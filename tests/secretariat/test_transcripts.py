"""Entering what came from elsewhere at the desk, and its source's own page, through the real addresses."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contributions import actions
from contributions.enums import Consent, State
from contributions.models import Contribution, Transcript
from contributions.redacting import Mark
from notifications.models import Letter
from record.models import Entry

ENTER = "/desk/enter/"


@pytest.fixture
def entered(at_the_desk, filled_in, cast):
    """Written down by Omar through the pages, and stored."""
    desk = at_the_desk("omar")
    begun = desk.post(ENTER, filled_in)
    contribution = Contribution.objects.get()
    assert begun["Location"] == reverse("web:draft_what", args=[contribution.pk])
    words = {"title": "On nets", "language": "en", "statement": "Cables cut our nets."}
    actions.save(contribution, contribution.content | words, by=cast.omar)
    stored = desk.post(reverse("web:draft_submit", args=[contribution.pk]), {"for_action": "1"})
    assert stored["Location"] == reverse("secretariat:contribution", args=[contribution.pk])
    contribution.refresh_from_db()
    return contribution


def token():
    letter = Letter.objects.filter(family="contributions/transcript").order_by("created_at").last()
    return re.search(r"/transcripts/([^/\s]+)/", letter.text)[1]


def act(contribution, name):
    return reverse(f"secretariat:{name}", args=[contribution.pk])


def test_the_form_says_what_is_missing(at_the_desk, filled_in):
    answer = at_the_desk("omar").post(ENTER, filled_in | {"email": "", "channel": "", "name": ""})

    assert answer.status_code == 422
    assert "Say how it came" in answer.content.decode()
    assert Contribution.objects.count() == 0


def test_the_instant_is_read_in_the_zone_of_whoever_enters(at_the_desk, filled_in, cast):
    cast.omar.time_zone = "Africa/Nairobi"
    cast.omar.save()
    desk = at_the_desk("omar")
    shown = desk.get(ENTER).context["form"]

    now = {"received_on": shown["received_on"].value(), "received_time": shown["received_time"].value()}
    when = {"received_on": str(now["received_on"]), "received_time": f"{now['received_time']:%H:%M}"}
    desk.post(ENTER, filled_in | when)

    assert abs(Transcript.objects.get().received_at - timezone.now()) < timedelta(minutes=2)


@pytest.mark.parametrize(("who", "status"), [("omar", 200), ("dora", 200), ("chris", 404), ("olga", 404), ("ana", 404)])
def test_who_enters(at_the_desk, period, who, status):
    assert at_the_desk(who).get(ENTER).status_code == status


def test_the_desk_s_page_shows_it_as_not_confirmed_and_a_colleague_can_mend_it(entered, at_the_desk):
    page = at_the_desk("dora").get(act(entered, "contribution")).content.decode()

    assert "Transcript not confirmed" in page
    assert at_the_desk("dora").get(reverse("web:draft_what", args=[entered.pk])).status_code == 200
    assert at_the_desk("olga").get(reverse("web:draft_what", args=[entered.pk])).status_code == 404


def test_its_source_confirms_without_an_account(entered, client):
    client.logout()
    place = reverse("web:transcript", args=[token()])
    page = client.get(place)
    assert "Cables cut our nets." in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"

    assert client.post(f"{place}confirm/")["Location"] == place

    assert "Thank you" in client.get(place).content.decode()
    assert Transcript.objects.get().is_confirmed


def test_its_source_says_what_is_wrong_and_the_desk_reads_it(entered, client, at_the_desk):
    client.logout()
    place = reverse("web:transcript", args=[token()])
    assert client.post(f"{place}complain/", {"text": " \x00"}).status_code == 422

    client.post(f"{place}complain/", {"text": "Boats, not nets."})

    assert "Boats, not nets." in client.get(place).content.decode()
    assert "Boats, not nets." in at_the_desk("omar").get(act(entered, "contribution")).content.decode()


@pytest.mark.parametrize("wrong", ["x", "A" * 32, "A" * 900, "%00"])
def test_a_wrong_address_is_no_page(entered, client, wrong):
    client.logout()

    assert client.get(f"/transcripts/{wrong}/").status_code == 404
    assert client.post(f"/transcripts/{wrong}/confirm/").status_code == 404


def test_an_old_address_says_that_it_has_expired(entered, client, settings):
    settings.TRANSCRIPT_DAYS = 0

    assert client.get(reverse("web:transcript", args=[token()])).status_code == 410


def test_a_sheet_is_made_once_and_voids_the_letter(entered, at_the_desk, client):
    before = token()

    page = at_the_desk("omar").post(act(entered, "transcript_sheet")).content.decode()

    fresh = re.search(r"/transcripts/([^/<\s]+)/", page)[1]
    assert client.get(reverse("web:transcript", args=[fresh])).status_code == 200
    assert client.get(reverse("web:transcript", args=[before])).status_code == 404


@pytest.mark.parametrize("name", ["transcript_ask", "transcript_sheet", "publish_unconfirmed"])
def test_who_only_reads_at_the_desk_asks_nobody(entered, at_the_desk, name):
    assert at_the_desk("olga").post(act(entered, name), {"reason": "Because."}).status_code == 403


def test_published_unconfirmed_it_is_marked_with_the_reason(entered, at_the_desk, client, cast):
    actions.confirm_source(entered.sources.get(), by=cast.omar)
    desk = at_the_desk("dora")
    assert desk.post(act(entered, "publish_unconfirmed"), {"reason": ""}).status_code == 422

    desk.post(act(entered, "publish_unconfirmed"), {"reason": "The post is on strike."})
    desk.post(act(entered, "publish"))

    client.logout()
    page = client.get("/processes/wgx/documents/WGX/1/1/").content.decode()
    assert "On paper" in page
    assert "Transcript not confirmed" in page
    assert "The post is on strike." in page


def test_the_original_is_for_the_desk_and_the_source_only(at_the_desk, filled_in, client, cast):
    desk = at_the_desk("omar")
    desk.post(ENTER, filled_in | {"original": SimpleUploadedFile("letter.txt", b"Cables cut our nets.")})
    contribution = Contribution.objects.get()
    words = {"title": "On nets", "language": "en", "statement": "Cables cut our nets."}
    actions.save(contribution, contribution.content | words, by=cast.omar)
    actions.submit(contribution, by=cast.omar)
    file = contribution.transcript.originals.get()
    at_desk = reverse("secretariat:transcript_original", args=[contribution.pk, file.pk])

    assert at_the_desk("olga").get(at_desk).status_code == 200
    assert at_the_desk("otto").get(at_desk).status_code == 404
    client.logout()
    assert client.get(reverse("web:public_original", args=[file.pk])).status_code == 404
    assert client.get(reverse("web:transcript_original", args=[token(), file.pk])).status_code == 200
    assert contribution.state == State.SUBMITTED


@pytest.fixture
def published(at_the_desk, filled_in, cast):
    """What came on paper and is published, with its original, which its source lets everybody see."""
    words = {"title": "On nets", "language": "en", "statement": "Cables cut the nets of Fatma."}
    original = SimpleUploadedFile("letter.txt", words["statement"].encode())
    at_the_desk("omar").post(ENTER, filled_in | {"original": original, "original_is_public": "on"})
    contribution = Contribution.objects.get()
    actions.save(contribution, contribution.content | words, by=cast.omar)
    actions.submit(contribution, by=cast.omar)
    actions.confirm_transcript(token())
    actions.confirm_source(contribution.sources.get(), by=cast.dora)
    actions.publish(contribution, by=cast.dora)
    contribution.refresh_from_db()
    return contribution


def kept_back(contribution, how, *, by):
    if how == "redacted":
        actions.redact(contribution, [Mark("statement", 22, 6, "third-person")], by=by)
    else:
        Contribution.objects.filter(pk=contribution.pk).update(consent=how)


PAGE = "/processes/wgx/documents/WGX/1/1/"


def test_a_public_original_is_given_to_everybody(published, client):
    client.logout()
    address = reverse("web:public_original", args=[published.transcript.originals.get().pk])

    assert address in client.get(PAGE).content.decode()
    given = client.get(address)
    assert b"".join(given.streaming_content) == b"Cables cut the nets of Fatma."
    assert given["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("how", ["redacted", Consent.GROUP, Consent.AGGREGATE])
def test_an_original_holds_what_is_kept_back_and_is_not_public_then(published, client, cast, how):
    kept_back(published, how, by=cast.dora)
    client.logout()
    address = reverse("web:public_original", args=[published.transcript.originals.get().pk])

    assert address not in client.get(PAGE).content.decode()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_an_original_is_sealed_at_the_desk_with_what_was_removed(published, at_the_desk, cast, who):
    kept_back(published, "redacted", by=cast.dora)
    file = published.transcript.originals.get()
    desk = at_the_desk(who)

    address = reverse("secretariat:transcript_original", args=[published.pk, file.pk])
    assert address not in desk.get(act(published, "contribution")).content.decode()
    assert desk.get(address).status_code == 403
    assert desk.post(reverse("secretariat:unseal_original", args=[published.pk, file.pk])).status_code == 403


def test_the_head_opens_a_sealed_original_on_record(published, at_the_desk, cast):
    kept_back(published, "redacted", by=cast.dora)
    file = published.transcript.originals.get()
    desk = at_the_desk("dora")
    address = reverse("secretariat:unseal_original", args=[published.pk, file.pk])

    assert address in desk.post(act(published, "unseal")).content.decode()
    given = desk.post(address)

    assert given.content == b"Cables cut the nets of Fatma."
    assert "no-store" in given["Cache-Control"]
    looked = Entry.objects.filter(verb="contribution.unseal").latest("number")
    assert (looked.digest, looked.facts) == (file.sha256, {"original": file.pk})


def test_another_contributions_original_is_none_of_this(published, at_the_desk, make_contribution):
    other = make_contribution(State.SUBMITTED)
    address = reverse("secretariat:unseal_original", args=[other.pk, published.transcript.originals.get().pk])

    assert at_the_desk("dora").post(address).status_code == 404


def test_nobody_at_the_desk_reads_the_address_at_which_its_source_answers(entered, at_the_desk, settings):
    settings.DEMO = False
    letter = Letter.objects.get(family="contributions/transcript")

    for who in ("omar", "dora", "olga"):
        desk = at_the_desk(who)
        page = desk.get(reverse("secretariat:letter", args=[letter.pk]))
        assert page.status_code == 200
        assert token() not in page.content.decode()
        assert desk.get(reverse("secretariat:letter_html", args=[letter.pk])).status_code == 404


def test_no_sheet_is_printed_of_what_is_sealed(published, at_the_desk, cast):
    Transcript.objects.update(confirmed=None, confirmed_at=None, unconfirmed_reason="The post is on strike.")
    kept_back(published, "redacted", by=cast.dora)

    for who in ("omar", "dora"):
        answer = at_the_desk(who).post(act(published, "transcript_sheet"))
        assert answer.status_code == 403
        assert "Fatma" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_budgets(entered, at_the_desk, client, django_assert_max_num_queries):
    place = reverse("web:transcript", args=[token()])
    client.logout()
    with django_assert_max_num_queries(8):
        client.get(place)


def test_no_group_is_chosen_before_somebody_chooses_one(at_the_desk, filled_in):
    desk = at_the_desk("omar")
    assert desk.get(ENTER).context["form"]["group"].value() in (None, "")

    answer = desk.post(ENTER, filled_in | {"group": ""})

    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert "Choose its stakeholder group." in answer.content.decode()


def test_no_period_is_chosen_before_somebody_chooses_one(at_the_desk, filled_in, period, make_period):
    desk = at_the_desk("omar")
    assert [value for value, _ in desk.get(ENTER).context["form"].fields["period"].choices] == [str(period.pk)]

    make_period(round=period.round)

    assert desk.get(ENTER).context["form"].fields["period"].choices[0] == ("", "—")
    answer = desk.post(ENTER, filled_in | {"period": ""})
    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert "Choose its comment period." in answer.content.decode()
