"""The pages on which the owner of a portal says what it is told, and sees what was delivered."""

# ruff: noqa: F401, F811  # fixtures of webhooks'

import pytest
from django.urls import reverse

from tests.conftest import CAST
from tests.webhooks.conftest import (
    admit,
    admitted,
    endpoint,
    loopback_is_called,
    make_endpoint,
    make_portal,
    portal,
    receiver,
    tell_it,
)
from tests.webhooks.receiver import Reply
from webhooks.actions import take_turn
from webhooks.enums import EndpointState
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client, portal, sign_in):
    return sign_in(client, portal.owner)


def at(name, portal, *more):
    return reverse(f"web:{name}", args=[portal.slug, *more])


def given(**more):
    return {"url": "https://portal.example/hook", "kinds": ["comment_period.extended"], "closing_days": "7, 1"} | more


def test_an_address_is_registered_and_its_secret_shown_once(owner, portal, admitted):
    shown = owner.post(at("new_webhook", portal), given(description="Our site"))

    endpoint = Endpoint.objects.get()
    assert endpoint.secret in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    page = owner.get(at("webhook", portal, endpoint.pk)).content.decode()
    assert endpoint.secret not in page
    assert "Our site" in page


def test_what_is_wrong_stands_at_its_field(owner, portal, admitted):
    answer = owner.post(at("new_webhook", portal), given(url="https://10.0.0.1/", closing_days="soon"))
    assert answer.status_code == 422
    answer = owner.post(at("new_webhook", portal), given(url="https://10.0.0.1/"))
    assert (answer.status_code, "url" in answer.context["form"].errors) == (422, True)


@pytest.mark.parametrize("url", ["\x00", "a" * 5000, "https://[", "https://portal.example/\u202e", "https://a b"])
@pytest.mark.parametrize("days", ["7, 1", "\x00", "9" * 50, "٧"])
def test_whatever_is_typed_is_answered(owner, portal, admitted, url, days):
    answer = owner.post(at("new_webhook", portal), given(url=url, closing_days=days, description="\x00"))
    assert answer.status_code == 422


def test_twice_the_same_is_refused_with_a_sentence(owner, portal, admitted):
    owner.post(at("new_webhook", portal), given())
    answer = owner.post(at("new_webhook", portal), given())
    assert (answer.status_code, Endpoint.objects.count()) == (409, 1)
    assert "registered this address already" in answer.content.decode()


def test_without_a_process_that_tells_it_there_is_no_form_to_fill_in_vain(owner, portal):
    assert "No process tells you yet" in owner.get(at("webhooks", portal)).content.decode()
    assert owner.post(at("new_webhook", portal), given()).status_code == 409


def test_buttons_do_what_they_say(owner, portal, endpoint, receiver):
    def press(name):
        answer = owner.post(at(name, portal, endpoint.pk), follow=True)
        endpoint.refresh_from_db()
        return answer.status_code, endpoint.state

    assert press("pause_webhook") == (200, EndpointState.PAUSED)
    assert press("pause_webhook") == (409, EndpointState.PAUSED)
    assert press("resume_webhook") == (200, EndpointState.ACTIVE)
    assert press("test_webhook") == (200, EndpointState.ACTIVE)
    assert press("prove_webhook") == (409, EndpointState.ACTIVE)
    take_turn(endpoint.pk)
    assert receiver.kinds == ["endpoint.test"]


def test_another_secret_is_asked_for_and_shown_once(owner, portal, endpoint):
    old = endpoint.secret
    assert owner.get(at("rotate_webhook", portal, endpoint.pk)).status_code == 200
    shown = owner.post(at("rotate_webhook", portal, endpoint.pk)).content.decode()
    endpoint.refresh_from_db()
    assert endpoint.secret in shown
    assert old not in shown


def test_what_it_is_told_is_changed(owner, portal, endpoint):
    page = owner.get(at("change_webhook", portal, endpoint.pk)).content.decode()
    assert endpoint.url in page
    answer = owner.post(at("change_webhook", portal, endpoint.pk), given(url=endpoint.url, processes=["wgx"]))
    endpoint.refresh_from_db()
    assert (answer.status_code, endpoint.processes) == (302, ["wgx"])


def test_removed_it_is_gone(owner, portal, endpoint):
    assert owner.get(at("remove_webhook", portal, endpoint.pk)).status_code == 200
    owner.post(at("remove_webhook", portal, endpoint.pk))
    assert owner.get(at("webhook", portal, endpoint.pk)).status_code == 404
    assert endpoint.url not in owner.get(at("webhooks", portal)).content.decode()


def test_the_log_tells_each_delivery_and_each_try(owner, portal, endpoint, tell_it, receiver):
    receiver.reply = Reply(500, "<script>out of order</script>")
    delivery = tell_it().deliveries.get()
    take_turn(endpoint.pk)

    log = owner.get(at("webhook", portal, endpoint.pk)).content.decode()
    page = owner.get(at("delivery", portal, endpoint.pk, delivery.pk)).content.decode()

    assert "A comment period was extended" in log
    assert "&lt;script&gt;out of order" in page
    assert delivery.event.name in page


def test_only_what_was_not_taken(owner, portal, endpoint, tell_it):
    tell_it()
    take_turn(endpoint.pk)
    rows = owner.get(at("webhook", portal, endpoint.pk) + "?show=failed").context["listing"].rows
    assert rows == []


def test_one_and_a_range_are_sent_once_more(owner, portal, endpoint, tell_it, receiver):
    delivery = tell_it().deliveries.get()
    take_turn(endpoint.pk)
    owner.post(at("replay_delivery", portal, endpoint.pk, delivery.pk))
    take_turn(endpoint.pk)
    day = {"from_clock": "00:00", "until_clock": "00:00", "zone": "UTC"}
    chosen = day | {"from_day": "2020-01-01", "until_day": "2090-01-01"}

    assert owner.get(at("replay_webhook", portal, endpoint.pk)).status_code == 200
    assert owner.post(at("replay_webhook", portal, endpoint.pk), chosen).status_code == 302
    take_turn(endpoint.pk)

    assert len(receiver.told) == 3
    backwards = day | {"from_day": "2090-01-01", "until_day": "2020-01-01"}
    assert owner.post(at("replay_webhook", portal, endpoint.pk), backwards).status_code == 422
    assert owner.post(at("replay_webhook", portal, endpoint.pk), {}).status_code == 422


@pytest.mark.parametrize("who", CAST)
def test_nobody_but_the_owner_finds_anything(  # noqa: PLR0917  # fixtures
    who, cast, client, sign_in, portal, endpoint, tell_it
):
    delivery = tell_it().deliveries.get()
    sign_in(client, getattr(cast, who))
    one = [at("delivery", portal, endpoint.pk, delivery.pk), at("replay_delivery", portal, endpoint.pk, delivery.pk)]
    names = ("webhook", "change_webhook", "rotate_webhook", "prove_webhook", "pause_webhook", "resume_webhook",
             "test_webhook", "remove_webhook", "replay_webhook")  # fmt: skip
    addresses = [at("webhooks", portal), at("new_webhook", portal), *one]
    addresses += [at(name, portal, endpoint.pk) for name in names]
    for address in addresses:
        for answer in (client.get(address), client.post(address, given())):
            assert answer.status_code in ((302, 405) if who == "nobody" else (404, 405)), address
            if answer.status_code == 302:
                assert "/accounts/login/" in answer["Location"]
    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.ACTIVE


def test_another_owner_finds_nothing_either(client, sign_in, portal, endpoint, make_portal):
    other = make_portal("accra")
    sign_in(client, other.owner)
    assert client.get(at("webhook", portal, endpoint.pk)).status_code == 404
    assert client.get(at("webhook", other, endpoint.pk)).status_code == 404
    assert client.get(at("webhook", other, 10**30)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_many(  # noqa: PLR0917  # fixtures
    owner, portal, endpoint, tell_it, make_endpoint, receiver, rows, django_assert_max_num_queries
):
    for number in range(rows):
        make_endpoint(url=f"{receiver.url}/{number}")
        delivery = tell_it().deliveries.first()
    take_turn(endpoint.pk)
    for address in (
        at("webhooks", portal),
        at("new_webhook", portal),
        at("webhook", portal, endpoint.pk),
        at("change_webhook", portal, endpoint.pk),
        at("delivery", portal, endpoint.pk, delivery.pk),
        at("replay_webhook", portal, endpoint.pk),
    ):
        with django_assert_max_num_queries(8):
            assert owner.get(address).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "%00", "eJw", "9" * 500])
def test_a_wrong_page_is_answered_with_the_first(owner, portal, endpoint, cursor):
    assert owner.get(at("webhook", portal, endpoint.pk) + f"?cursor={cursor}").status_code == 400


def test_the_log_is_read_page_by_page_and_back(owner, portal, endpoint, tell_it):
    for number in range(25):
        tell_it(subject=f"comment_period:{number}")
    first = owner.get(at("webhook", portal, endpoint.pk))

    second = owner.get(first.context["listing"].next)
    again = owner.get(second.context["listing"].previous)

    read = [[row.pk for row in answer.context["listing"].rows] for answer in (first, second, again)]
    # The challenge by which the address has proven itself is the first of all.
    assert (len(read[0]), len(read[1]), read[2]) == (20, 6, read[0])
    assert read[0] + read[1] == sorted(read[0] + read[1], reverse=True)
