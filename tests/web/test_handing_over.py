"""The pages on which a portal is handed over."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from consultations.actions import create_process
from consultations.models import Admission, Process
from notifications.models import Letter
from portals.actions import issue_key, offer_portal
from portals.models import Offer, Portal
from stakeholders.models import Person
from tests.conftest import CAST

PAGE = "/portals/nairobi-igf/hand-over/"


@pytest.fixture
def as_(client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    return lambda who: sign_in(client, getattr(cast, who))


@pytest.fixture
def link(portal: Portal, cast: SimpleNamespace) -> str:
    """Pia has offered her portal to Otto: the address in the letter."""
    offer_portal(portal, address="otto@example.org", by=cast.pia)
    letter = Letter.objects.get(family="portals/offered")
    return f"/portal-offered/{letter.text.partition('/portal-offered/')[2].partition('/')[0]}/"


@pytest.mark.parametrize("who", CAST)
def test_only_its_owner_offers_it_or_takes_it_back(who: str, portal: Portal, as_: Callable[[str], Client]) -> None:
    visitor = as_(who)
    expected = {"pia": 200, "nobody": 302}.get(who, 404)
    assert visitor.get(PAGE).status_code == expected
    assert visitor.post(PAGE, {"address": "otto@example.org"}).status_code == (302 if expected == 200 else expected)
    assert Offer.objects.exists() == (who == "pia")
    assert visitor.post(f"{PAGE}take-back/").status_code == (302 if expected == 200 else expected)
    assert not Offer.objects.exists()


def test_owner_sees_to_whom_it_is_offered(link: str, as_: Callable[[str], Client]) -> None:
    pia = as_("pia")
    assert "otto@example.org" in pia.get(PAGE).content.decode()
    pia.post(f"{PAGE}take-back/")
    assert "otto@example.org" not in pia.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "address", ["", "nonsense", "pia@example.org", "a\x00@example.org", "x" * 400 + "@example.org"]
)
def test_what_is_nobody_elses_address_is_told_at_its_field(
    address: str, portal: Portal, as_: Callable[[str], Client]
) -> None:
    assert as_("pia").post(PAGE, {"address": address}).status_code == 422
    assert not Offer.objects.exists()


@pytest.mark.parametrize("who", CAST)
def test_only_whoever_was_named_reads_the_offer(who: str, link: str, as_: Callable[[str], Client]) -> None:
    answer = as_(who).get(link)
    page = answer.content.decode()

    assert answer.status_code == (200 if who in ("otto", "nobody") else 403)
    assert ("Nairobi IGF" in page) == (who == "otto")
    assert ("You are signed in with another address" in page) == (who not in ("otto", "nobody"))
    assert ("?next=/portal-offered/" in page) == (who == "nobody")


@pytest.mark.parametrize("act", ["take", "decline"])
@pytest.mark.parametrize("who", CAST)
def test_only_whoever_was_named_answers_it(who: str, act: str, link: str, as_: Callable[[str], Client]) -> None:
    answer = as_(who).post(f"{link}{act}/")

    assert answer.status_code == (302 if who in ("otto", "nobody") else 403)
    assert Offer.objects.exists() == (who != "otto")
    assert (Portal.objects.get().owner.email == "otto@example.org") == (who == "otto" and act == "take")


def test_looking_changes_nothing(link: str, as_: Callable[[str], Client]) -> None:
    as_("otto").get(link)
    assert Offer.objects.exists()


def test_new_owner_has_the_pages_and_the_former_has_none(
    link: str, cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    otto, pia = sign_in(Client(), cast.otto), sign_in(Client(), cast.pia)
    after = otto.post(f"{link}take/", follow=True)

    assert "Replace its keys and the secrets of its webhooks now." in after.content.decode()
    assert pia.get("/portals/nairobi-igf/").status_code == 404
    assert otto.post(f"{link}take/").status_code == 409
    assert otto.get(link).status_code == 404


def test_offer_tells_what_the_portal_may_do_in_few_queries(  # noqa: PLR0917  # fixtures
    link: str,
    portal: Portal,
    process: Process,
    admit_portal: Callable[..., Admission],
    as_: Callable[[str], Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    admit_portal(portal, process)
    for number in (1, 2):
        other = create_process(slug=f"other-{number}", code=f"OTHER{number}", name="Other", by=None)
        Process.objects.filter(pk=other.pk).update(public_at=timezone.now())
        admit_portal(portal, other)
    otto = as_("otto")
    otto.get(link)

    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        page = otto.get(link).content.decode()
    assert page.count("Submit contributions for people, who confirm them by e-mail") == 3
    pia = as_("pia")
    pia.get(PAGE)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        pia.get(PAGE)


@pytest.mark.parametrize("token", ["x", "x" * 65, "%00"])
@pytest.mark.parametrize("act", ["", "take/", "decline/"])
def test_link_that_never_was_says_so(token: str, act: str, as_: Callable[[str], Client], portal: Portal) -> None:
    visitor = as_("otto")
    answer = visitor.post(f"/portal-offered/{token}/{act}") if act else visitor.get(f"/portal-offered/{token}/")
    assert answer.status_code == (409 if act else 404)
    assert "This link does not work any more" in answer.content.decode()


def test_desk_is_told_that_nobody_runs_a_portal(
    portal: Portal,
    process: Process,
    cast: SimpleNamespace,
    admit_portal: Callable[..., Admission],
    as_: Callable[[str], Client],
) -> None:
    admission = admit_portal(portal, process)
    issue_key(portal, by=None)
    desk, page = as_("dora"), f"/desk/processes/{process.slug}/portals/{admission.pk}/"
    assert "Nobody runs this portal any more" not in desk.get(page).content.decode()

    Person.objects.filter(pk=cast.pia.pk).update(is_active=False)
    assert "Nobody runs this portal any more" in desk.get(page).content.decode()
