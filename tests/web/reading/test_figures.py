"""Figures that everybody may see: after the closing, without small numbers; and how moderation works."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from consultations.models import CommentPeriod
from contributions.enums import State
from contributions.lifecycle import STEPS
from contributions.models import Contribution, PublicFigures

ROUND = "/processes/wgx/rounds/1"


@pytest.fixture
def send(make_contribution, make_source):
    number = iter(range(1, 100))

    def make(many, state=State.PUBLISHED, group="governments"):
        return [
            make_contribution(
                state, sources=[{"id": make_source(f"Source {next(number)}", group=group, country="KE").pk}]
            )
            for _ in range(many)
        ]

    return make


@pytest.fixture
def close(period):
    """Let the round have closed, two days ago; what came, came before."""

    def close():
        now = timezone.now()
        CommentPeriod.objects.filter(pk=period.pk).update(
            opens_at=now - timedelta(days=20), closes_at=now - timedelta(days=2)
        )
        for one in Contribution.objects.all():
            one.submissions.update(submitted_at=now - timedelta(days=3))
            Contribution.objects.filter(pk=one.pk, published_at__isnull=False).update(
                published_at=now - timedelta(days=2)
            )
            Contribution.objects.filter(pk=one.pk, closed_at__isnull=False).update(closed_at=now - timedelta(days=2))
        cache.clear()

    return close


@pytest.mark.parametrize("page", ["participation", "accountability"])
def test_nothing_is_told_while_a_period_is_open(page, client, send):
    send(7)

    shown = client.get(f"{ROUND}/{page}/")

    assert shown.status_code == 200
    assert "Published when the comment periods have closed" in shown.content.decode()
    assert "<table" not in shown.content.decode()
    assert PublicFigures.objects.count() == 0


def test_who_took_part_is_told_after_closing_without_small_numbers(client, send, close):
    send(7)
    send(2, group="academia")
    send(8, group="civil-society")
    close()

    page = client.get(f"{ROUND}/participation/").content.decode()

    assert PublicFigures.objects.get().digest in page
    rows = page[page.index("<tbody>") : page.index("</tbody>")]
    academia = rows[rows.index("Academia") :].split("</tr>")[0]
    assert academia.count("not shown") == 4
    assert "<td>8</td>" in rows
    assert "17" in page.split("<tfoot>")[1].split("</tfoot>")[0]


def test_account_is_of_the_last_midnight_and_hides_small_numbers(client, send, close):
    send(9)
    send(6, State.DECLINED)
    send(1, State.DECLINED, group="academia")
    close()

    page = client.get(f"{ROUND}/accountability/").content.decode()

    whole = page.split("<tfoot>")[1].split("</tfoot>")[0]
    assert "<td>16</td>" in whole
    assert "24 hours" in whole
    assert "Off topic." not in page
    academia = page[page.index("Academia") :].split("</tr>")[0]
    assert "<td>1</td>" not in academia
    assert "not shown" in academia


def test_round_that_is_not_public_has_no_figures(client, round_, send, close):
    send(6)
    close()
    type(round_).objects.filter(pk=round_.pk).update(public_at=None)

    for page in ("participation", "accountability"):
        assert client.get(f"{ROUND}/{page}/").status_code == 404


def test_moderation_page_tells_every_move_from_the_rules(client, process):
    page = client.get("/processes/wgx/moderation/").content.decode()

    for move, step in STEPS.items():
        row = page[page.index(f'<th scope="row">{move.label}</th>') :].split("</tr>")[0]
        assert str(step.to.label) in row
        assert ("The reason has to be said" in row) == step.reason_needed
    decline = page[page.index('<th scope="row">Decline</th>') :].split("</tr>")[0]
    assert "Head of secretariat" in decline
    assert "whoever speaks for its source" not in decline
    assert "Numbers under 5 are not shown" in page


def test_moderation_page_follows_the_rules(client, process, monkeypatch):
    monkeypatch.setattr("web.views.reading.moderation.LEAST", 11)
    assert "Numbers under 11 are not shown" in client.get("/processes/wgx/moderation/").content.decode()


def test_process_that_is_not_public_tells_nothing(client, make_process):
    make_process("quiet", public_at=None)
    assert client.get("/processes/quiet/moderation/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_many(rows, client, send, close, django_assert_max_num_queries):
    send(rows)
    close()
    client.get(f"{ROUND}/participation/")
    for page in (f"{ROUND}/participation/", f"{ROUND}/accountability/", "/processes/wgx/moderation/"):
        cache.clear()
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200
