"""The pages of whoever runs a portal, and the one on which somebody confirms what came through it."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from consultations.models import Admission, CommentPeriod, Process, ReceivingRules
from contributions.actions import HandedIn, refer
from contributions.models import Contribution, Referral
from notifications.models import Letter
from portals.actions import issue_key
from portals.models import Key, Portal
from tests.conftest import CAST

OWN = ["", "change/", "ask/"]
FORM = {"name": "Kenya IGF", "url": "https://kenya.example", "about": "A national initiative."}


@pytest.fixture
def as_(client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    return lambda who: sign_in(client, getattr(cast, who))


@pytest.fixture
def token(portal: Portal, process: Process, period: CommentPeriod, admit_portal: Callable[..., Admission]) -> str:
    admit_portal(portal, process)
    words = {"language": "en", "title": "On cables", "statement": "Cables matter."}
    refer(portal, HandedIn(period, "Nia New", "nia@example.net", "en", "myself", words))
    letter = Letter.objects.get(family="contributions/referred")
    return letter.text.partition("/through-a-portal/")[2].partition("/")[0]


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("page", OWN)
def test_only_its_owner_sees_a_portal(page: str, who: str, portal: Portal, as_: Callable[[str], Client]) -> None:
    answer = as_(who).get(f"/portals/nairobi-igf/{page}")

    assert answer.status_code == {"pia": 200, "nobody": 302}.get(who, 404)


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("act", ["new-key/", "keys/{pk}/rotate/", "keys/{pk}/revoke/", "ask/", "change/"])
def test_only_its_owner_does_anything(who: str, act: str, portal: Portal, as_: Callable[[str], Client]) -> None:
    if who == "pia":
        return
    key, _secret = issue_key(portal, by=None)
    before = list(Key.objects.values()), list(Portal.objects.values()), Admission.objects.count()

    answer = as_(who).post(f"/portals/nairobi-igf/{act.format(pk=key.pk)}", FORM)

    assert answer.status_code == (302 if who == "nobody" else 404)
    assert (list(Key.objects.values()), list(Portal.objects.values()), Admission.objects.count()) == before


def test_portal_is_registered_and_listed(as_: Callable[[str], Client], cast: SimpleNamespace) -> None:
    pia = as_("pia")
    assert pia.post("/portals/new/", FORM)["Location"] == "/portals/kenya-igf/"
    assert "Kenya IGF" in pia.get("/portals/").content.decode()
    assert pia.post("/portals/new/", FORM | {"url": "nonsense", "name": ""}).status_code == 422


def test_letters_go_to_an_address_that_the_owner_has_confirmed(
    portal: Portal, as_: Callable[[str], Client], cast: SimpleNamespace
) -> None:
    EmailAddress.objects.create(user=cast.pia, email="office@igf.example", verified=True)
    EmailAddress.objects.create(user=cast.pia, email="guessed@igf.example", verified=False)
    pia = as_("pia")
    page = pia.get("/portals/nairobi-igf/change/").content.decode()
    assert ("office@igf.example" in page, "guessed@igf.example" in page) == (True, False)

    pia.post("/portals/nairobi-igf/change/", FORM | {"email": "office@igf.example"})
    refused = pia.post("/portals/nairobi-igf/change/", FORM | {"email": "guessed@igf.example"})

    portal.refresh_from_db()
    assert (portal.email, refused.status_code) == ("office@igf.example", 422)


def test_secret_is_shown_once(portal: Portal, as_: Callable[[str], Client]) -> None:
    pia = as_("pia")
    page = pia.post("/portals/nairobi-igf/new-key/").content.decode()
    key = Key.objects.select_related("client").get()
    secret = re.findall(r'<code dir="ltr">([\w-]{43})</code>', page)[0]

    assert key.client.check_secret(secret)
    assert secret not in pia.get("/portals/nairobi-igf/").content.decode()


def test_keys_are_replaced_and_revoked(portal: Portal, as_: Callable[[str], Client]) -> None:
    pia = as_("pia")
    key, _secret = issue_key(portal, by=None)

    assert pia.post(f"/portals/nairobi-igf/keys/{key.pk}/rotate/").status_code == 200
    assert pia.post(f"/portals/nairobi-igf/keys/{key.pk}/rotate/").status_code == 409
    assert pia.post(f"/portals/nairobi-igf/keys/{key.pk}/revoke/").status_code == 302
    assert pia.post("/portals/nairobi-igf/keys/999999/revoke/").status_code == 404


def test_process_is_asked(portal: Portal, process: Process, as_: Callable[[str], Client]) -> None:
    pia = as_("pia")
    form = {"process": process.slug, "scopes": ["contributions:submit"], "why": "Our people asked."}

    assert pia.post("/portals/nairobi-igf/ask/", form | {"why": ""}).status_code == 422
    assert pia.post("/portals/nairobi-igf/ask/", form).status_code == 302
    assert pia.post("/portals/nairobi-igf/ask/", form).status_code == 409
    assert Admission.objects.get().asked == ["contributions:submit"]


def test_portal_page_has_few_queries(
    token: str, portal: Portal, as_: Callable[[str], Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    pia = as_("pia")
    issue_key(portal, by=None)
    pia.get("/portals/nairobi-igf/")

    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        page = pia.get("/portals/nairobi-igf/")
    assert "Waits for the person" in page.content.decode()


@pytest.mark.parametrize("who", ["nobody", "ana"])
def test_whoever_reads_the_mail_confirms(who: str, token: str, as_: Callable[[str], Client]) -> None:
    reader = as_(who)
    page = reader.get(f"/through-a-portal/{token}/")
    assert page.status_code == 200
    assert "Cables matter." in page.content.decode()
    assert ("You are signed in with another address" in page.content.decode()) == (who == "ana")
    assert Contribution.objects.get().state == "draft"

    assert reader.post(f"/through-a-portal/{token}/confirm/").status_code == 302
    after = reader.get(f"/through-a-portal/{token}/")
    assert "You confirmed it on" in after.content.decode()
    sent = Contribution.objects.select_related("author").get()
    assert (sent.state, getattr(sent.author, "email", "")) == ("submitted", "nia@example.net")


def test_whoever_did_not_write_it_says_so(token: str, client: Client) -> None:
    assert client.post(f"/through-a-portal/{token}/refuse/").status_code == 302
    assert "Removed" in client.get(f"/through-a-portal/{token}/").content.decode()
    assert Referral.objects.get().email == ""
    assert client.post(f"/through-a-portal/{token}/confirm/").status_code == 409


def test_late_confirming_is_refused_with_words(token: str, client: Client, period: CommentPeriod) -> None:
    CommentPeriod.objects.update(
        closes_at=period.opens_at.replace(year=period.opens_at.year - 1), opens_at="2001-01-01T00:00Z"
    )

    assert client.get(f"/through-a-portal/{token}/").status_code == 410
    assert client.post(f"/through-a-portal/{token}/confirm/").status_code == 409


def test_what_became_late_meanwhile_is_said_before_it_is_sent(
    token: str, client: Client, period: CommentPeriod
) -> None:
    place = f"/through-a-portal/{token}/"
    told = {"lane": "in_time"}
    assert 'name="lane" value="in_time"' in client.get(place).content.decode()
    ReceivingRules.objects.create(round=period.round, accepts_late=True)
    CommentPeriod.objects.update(closes_at="2002-01-01T00:00Z", opens_at="2001-01-01T00:00Z")

    refused = client.post(f"{place}confirm/", told)

    assert refused.status_code == 409
    assert "You can still send this as a late contribution" in refused.content.decode()
    assert Contribution.objects.get().state == "draft"
    assert client.post(f"{place}confirm/", {"lane": "next_round"}).status_code == 302
    assert Contribution.objects.get().lane == "next_round"


@pytest.mark.parametrize("token", ["x", "x" * 65, "%00"])
def test_address_that_never_was_is_not_found(token: str, client: Client, db: None) -> None:
    assert client.get(f"/through-a-portal/{token}/").status_code == 404
