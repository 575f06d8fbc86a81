"""Each reading page: its happy path, who sees what, and what it costs."""

from collections.abc import Callable

import pytest

from contributions.enums import State

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8


@pytest.fixture
def addresses(make_contribution, make_question, make_period, ministry) -> list[str]:
    """Every page of a round with a closed, an open and an upcoming period, a question and a contribution."""
    make_question()
    make_period("upcoming")
    make_period("closed")
    contribution = make_contribution()
    return [
        "/",
        "/help/",
        "/processes/",
        "/processes/wgx/",
        "/processes/wgx/rounds/1/",
        f"/processes/wgx/rounds/1/periods/{contribution.period_id}/",
        "/processes/wgx/rounds/1/contributions/",
        "/processes/wgx/rounds/1/contributions/?sort=time",
        f"/processes/wgx/documents/{contribution.symbol.text}/",
        "/sources/",
        f"/sources/{ministry.slug}/",
        "/groups/",
        "/groups/governments/",
        "/search/",
        "/search/?q=cables",
        "/search/?q=cable&process=wgx&round=1",
    ]


@pytest.fixture
def grow(make_contribution, make_period, make_question, make_source) -> Callable[[], None]:
    """Two more of everything."""

    def more() -> None:
        for number in range(2):
            make_contribution()
            make_period("open")
            make_period("upcoming")
            make_question(number + 5)
            make_source(f"Body {number}")

    return more


def test_every_page_costs_few_queries_and_the_same_with_more_rows(addresses, grow, queries_of) -> None:
    with_one = {address: queries_of(address) for address in addresses}
    grow()

    with_three = {address: queries_of(address) for address in addresses}

    assert with_three == with_one
    assert {address: number for address, number in with_one.items() if number > MOST_QUERIES} == {}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_page_has_a_title_a_heading_and_a_canonical_address(language, addresses, client, settings) -> None:
    for address in addresses:
        page = client.get(address, headers={"Accept-Language": language}).content.decode()

        assert "<title>" in page
        assert "<title> · Plenum" not in page, address
        assert page.count("<h1") == 1, address
        assert f'<link rel="canonical" href="{settings.SITE_URL}{address.partition("?")[0]}">' in page, address


@pytest.mark.parametrize(
    "address",
    [
        "/processes/none/",
        "/processes/wgx/rounds/9/",
        "/processes/wgx/rounds/9/contributions/",
        "/processes/wgx/rounds/1/periods/999999/",
        "/processes/wgx/documents/WGX/1/99/",
        "/processes/wgx/documents/" + "x" * 400 + "/",
        "/sources/nobody/",
        "/groups/none/",
    ],
)
def test_what_is_not_there_is_a_404(address, addresses, client) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.DECLINED])
def test_nothing_unpublished_is_in_any_list_or_found(state, make_contribution, round_, ministry, client) -> None:
    make_contribution(state, title="Secret heron")

    for address in ("/", "/processes/wgx/rounds/1/contributions/", f"/sources/{ministry.slug}/", "/search/?q=heron"):
        assert "Secret heron" not in client.get(address).content.decode(), address


def test_robots_keep_off_what_is_somebodys_own(client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /drafts/" in text
    assert "Disallow: /desk/" in text
