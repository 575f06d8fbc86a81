"""Whatever an address says, it is answered: with a list, or with what is wrong, and never with a fault of ours."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from web.forms.embedded import Asked

NAMES = st.sampled_from(["process", "round", "group", "state", "lang", "scheme", "accent", "accent_dark", "density",
                         "font", "heading", "limit", "level", "pixels", "x"])  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=20),
    st.integers().map(str),
    st.sampled_from(
        ["", "wgx", "ar", "auto", "dark", "on", "off", "both", "26389e", "#fff", "\0", "٣", "1e3", "\ud800"]
    ),
)
PARAMETERS = st.lists(st.tuples(NAMES, VALUES), max_size=6)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/embed/periods", "/embed/theme.css", "/embed/"])
def test_no_address_is_a_fault_of_ours(address, period, client):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(PARAMETERS)
    def ask(parameters):
        answer = client.get(f"{address}?{urlencode(parameters, errors='replace')}")
        assert answer.status_code in (200, 400, 404)
        assert not answer.cookies or address == "/embed/"

    ask()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["process", "group", "state"])
def test_blanks_do_not_mean_all(period, client, name):
    assert client.get(f"/embed/periods?{name}=%20").status_code == 400


@pytest.mark.django_db
def test_too_many_parameters_are_refused(client):
    assert client.get(f"/embed/periods?{'x=1&' * 3000}").status_code == 400


@pytest.mark.django_db
def test_one_list_has_one_address(client):
    asked = Asked(process="wgx", round=2, group="academia", state="both", lang="ar", accent="#26389e", limit=3)

    assert asked.query == "process=wgx&round=2&group=academia&state=both&lang=ar&accent=26389e&limit=3"
    assert Asked().query == ""
