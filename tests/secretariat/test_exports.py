"""Taking a round away at the desk: with what is sealed, for those who may open it."""

import pytest
from django.test import Client

from exports import actions
from exports.models import Export
from record.models import Entry

pytestmark = pytest.mark.django_db


def test_head_has_a_sealed_archive_made_and_saves_it_on_record(round_, make_contribution, dora) -> None:
    make_contribution("submitted", title="Not public")
    page = dora.get("/desk/exports/").content.decode()
    asked = dora.post("/desk/exports/ask/", {"round": round_.pk})
    export = Export.objects.get()
    waiting = dora.get(asked.headers["Location"]).content.decode()
    assert dora.get(f"/desk/exports/{export.pk}/progress.json").json()["unfinished"]
    actions.make(export.pk)
    ready = dora.get(asked.headers["Location"]).content.decode()
    saved = dora.get(f"/desk/exports/{export.pk}/file/")

    assert "with what is sealed" in page
    assert "Waits for its turn" in waiting
    assert f"/desk/exports/{export.pk}/file/" in ready
    assert b"submission-1.json" in b"".join(saved.streaming_content)
    assert saved.headers["Content-Disposition"] == 'attachment; filename="WGX-1-archive-sealed.zip"'
    assert "no-store" in saved.headers["Cache-Control"]
    assert Entry.objects.filter(verb="export.take").count() == 1


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_others_at_the_desk_are_offered_what_is_public_only(who, round_, cast, client, sign_in) -> None:
    sign_in(client, getattr(cast, who))

    page = client.get("/desk/exports/").content.decode()

    assert "/processes/wgx/rounds/1/take-away/" in page
    assert "with what is sealed" not in page.partition("<h2")[2]
    assert client.post("/desk/exports/ask/", {"round": round_.pk}).status_code == 403
    assert not Export.objects.exists()


def test_archive_of_one_is_not_there_for_another(round_, cast, dora, sign_in) -> None:
    dora.post("/desk/exports/ask/", {"round": round_.pk})
    export = Export.objects.get()
    omar = sign_in(Client(), cast.omar)

    for end in ("", "file/", "progress.json"):
        assert omar.get(f"/desk/exports/{export.pk}/{end}").status_code == 404


def test_second_press_leads_to_the_same_archive(round_, dora) -> None:
    assert len({dora.post("/desk/exports/ask/", {"round": round_.pk}).headers["Location"] for _ in range(2)}) == 1


@pytest.mark.parametrize("given", ["", "x", "99999999999999999999", "-1", "\x00", "²"])
def test_round_that_is_none_of_theirs_is_not_found(given, dora, make_process, make_round) -> None:
    other = make_round(7, process=make_process("other"))

    assert dora.post("/desk/exports/ask/", {"round": given}).status_code == 404
    assert dora.post("/desk/exports/ask/", {"round": other.pk}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_little(number, make_round, dora, django_assert_max_num_queries) -> None:
    for each in range(number):
        dora.post("/desk/exports/ask/", {"round": make_round(10 + each).pk})

    with django_assert_max_num_queries(8):
        assert dora.get("/desk/exports/").status_code == 200


def test_without_second_factor_nothing_is_shown(round_, cast, client, sign_in) -> None:
    sign_in(client, cast.dora, second_factor=False)

    assert client.get("/desk/exports/").status_code == 302
