"""Taking a round away: short files at once, long ones from a worker."""

import io
import zipfile

import pytest
from django.utils import timezone

from contributions import actions as contributing
from exports import actions
from exports.enums import Order, Stage, What
from exports.models import Export
from exports.queries import size

pytestmark = pytest.mark.django_db

AWAY = "/processes/wgx/rounds/1/take-away/"
FILES = [f"{what}.{kind}" for what in ("compilation", "index") for kind in ("docx", "pdf", "xlsx")]


@pytest.fixture
def archive(six, round_) -> Export:
    """An archive that is ready."""
    export = actions.ask(round_, what=What.ARCHIVE, format="zip", by=None)
    assert actions.make(export.pk)
    return Export.objects.get(pk=export.pk)


@pytest.mark.parametrize("name", FILES)
def test_short_file_is_made_at_once_and_sent_once(name, six, client, django_assert_max_num_queries) -> None:
    first = client.get(AWAY + name)

    with django_assert_max_num_queries(2):
        again = client.get(AWAY + name, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Content-Disposition"] == f'attachment; filename="WGX-1-{name}"'
    assert "sandbox" in first.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["archive.zip", "compilation.zip", "index.exe", "nothing.pdf"])
def test_other_files_are_not_there(name, round_, client) -> None:
    assert client.get(AWAY + name).status_code == 404


def test_long_file_is_asked_for_by_a_button(six, client, monkeypatch) -> None:
    monkeypatch.setattr(size, "MOST_AT_ONCE", 2)

    page = client.get(AWAY).content.decode()

    assert 'value="compilation"' in page
    assert "it is made in some minutes" in page
    assert client.get(f"{AWAY}compilation.pdf").headers["Location"] == AWAY


def test_asking_leads_to_a_page_that_says_how_far_it_is(six, client) -> None:
    asked = client.post(f"{AWAY}ask/", {"what": "archive", "format": "zip"})
    export = Export.objects.get()
    page = client.get(asked.headers["Location"])

    assert asked.headers["Location"] == f"/exports/{export.pk}/"
    assert "Waits for its turn" in page.content.decode()
    assert client.get(f"/exports/{export.pk}/progress.json").json() == {
        "unfinished": True,
        "percent": 0,
        "said": "Waits for its turn",
    }
    assert client.get(f"/exports/{export.pk}/file/").status_code == 409


def test_ready_file_is_for_everybody_and_sent_once(archive, client) -> None:
    address = f"/exports/{archive.pk}/file/"
    page, first = client.get(f"/exports/{archive.pk}/").content.decode(), client.get(address)
    body = b"".join(first.streaming_content)

    assert address in page
    assert archive.sha256 in page
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    assert first.headers["Content-Disposition"] == 'attachment; filename="WGX-1-archive.zip"'
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_what_may_hold_something_withdrawn_is_not_given_out(archive, six, cast, client) -> None:
    contributing.withdraw(six["en"], by=cast.dora)

    assert client.get(f"/exports/{archive.pk}/file/").status_code == 409
    page = client.get(f"/exports/{archive.pk}/").content.decode()
    assert "not given out any more" in page
    assert "Make it again" in page


def test_what_was_published_since_is_told_and_the_file_still_given(archive, make_contribution, client) -> None:
    make_contribution()

    page = client.get(f"/exports/{archive.pk}/").content.decode()

    assert "Something was published since" in page
    assert client.get(f"/exports/{archive.pk}/file/").status_code == 200


def test_failure_is_told_in_words(six, round_, client) -> None:
    export = actions.ask(round_, what=What.ARCHIVE, format="zip", by=None)
    Export.objects.update(stage=Stage.FAILED, failure="The disk is full.", finished_at=timezone.now())

    assert "The disk is full." in client.get(f"/exports/{export.pk}/").content.decode()


def test_round_that_is_closed_again_takes_its_files_with_it(archive, round_, client) -> None:
    type(round_).objects.update(public_at=None)

    assert client.get(f"/exports/{archive.pk}/").status_code == 404
    assert client.get(f"/exports/{archive.pk}/file/").status_code == 404


@pytest.mark.parametrize("who", ["dora", "otto", "nobody"])
def test_sealed_archive_has_no_public_address(who, round_, cast, client, sign_in) -> None:
    export = actions.ask(round_, what=What.ARCHIVE, format="zip", by=cast.dora, is_sealed=True)
    sign_in(client, getattr(cast, who))

    for end in ("", "file/", "progress.json"):
        assert client.get(f"/exports/{export.pk}/{end}").status_code == 404


@pytest.mark.parametrize(
    "form",
    [{}, {"what": "archive", "format": "pdf"}, {"what": "\x00", "format": "zip"}, {"what": "index", "order": "x"}],
)
def test_nonsense_is_not_made(form, round_, client) -> None:
    assert client.post(f"{AWAY}ask/", form).status_code in (302, 409)
    assert not Export.objects.exists()


def test_one_network_has_only_so_many_made(round_, client, settings) -> None:
    settings.EXPORTS_PER_HOUR = 2
    form = {"what": "archive", "format": "zip"}

    assert [client.post(f"{AWAY}ask/", form).status_code for _ in range(3)] == [302, 302, 429]


def test_asking_by_link_does_nothing(round_, client) -> None:
    assert client.get(f"{AWAY}ask/").status_code == 405


@pytest.mark.parametrize("order", Order.values)
def test_order_goes_into_the_file(order, six, client) -> None:
    page = client.get(f"{AWAY}?order={order}").content.decode()

    assert f"compilation.docx?order={order}" in page
