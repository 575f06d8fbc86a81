"""The permanent address of everything that has a symbol."""

import hashlib

import pytest
from django.urls import reverse

from consultations.actions import NewFile, file_document
from consultations.enums import DocumentKind
from consultations.models import Symbol
from contributions import actions
from contributions.enums import State

pytestmark = pytest.mark.django_db


def test_contribution_shows_symbol_sources_group_digest_and_words(make_contribution, client, address_of) -> None:
    contribution = make_contribution()

    page = client.get(address_of(contribution)).content.decode()

    for shown in (
        "WGX/1/1",
        "On cables",
        "Very much.",
        "Ministry of Posts of Exampland",
        contribution.submission.digest,
        '<html lang="en"',
    ):
        assert shown in page


def test_exact_content_has_the_digest_that_the_page_shows(make_contribution, client, address_of) -> None:
    contribution = make_contribution(title="Über Kabel – 电缆")

    answer = client.get(f"{address_of(contribution)}content.json")

    assert hashlib.sha256(answer.content).hexdigest() == contribution.submission.digest
    assert "attachment" in answer.headers["Content-Disposition"]


def test_file_of_a_symbol_with_a_quotation_mark_has_a_sound_name(process, make_contribution, client) -> None:
    process.code = 'W"X'
    process.save()

    answer = client.get(reverse("web:exact", args=["wgx", make_contribution().symbol.text]))

    assert answer.headers["Content-Disposition"] == r'attachment; filename="W\"X-1-1.json"'


def test_words_of_a_source_are_never_markup(make_contribution, client, address_of) -> None:
    contribution = make_contribution(title="<script>x</script>", statement="<img src=x onerror=y>")

    for address in (address_of(contribution), "/", "/processes/wgx/rounds/1/contributions/", "/search/?q=img"):
        page = client.get(address).content.decode()
        assert "<script>x" not in page
        assert "<img src=x" not in page


def test_alias_leads_to_the_symbol(make_contribution, client, address_of) -> None:
    contribution = make_contribution()
    Symbol.objects.filter(pk=contribution.symbol_id).update(alias="Contribution 29")

    answer = client.get("/processes/wgx/documents/Contribution 29/")

    assert (answer.status_code, answer.url) == (302, address_of(contribution))


def test_withdrawn_contribution_keeps_its_page_but_not_its_words(make_contribution, cast, client, address_of) -> None:
    contribution = make_contribution()
    actions.withdraw(contribution, by=cast.ana, reason="We changed our mind.")

    answer = client.get(address_of(contribution))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "WGX/1/1" in page
    assert "This contribution was withdrawn" in page
    assert "We changed our mind." in page
    assert "Very much." not in page
    assert "On cables" not in page
    assert client.get(f"{address_of(contribution)}content.json").status_code == 404


def test_versions_lead_to_each_other_and_the_earlier_one_says_so(make_contribution, cast, client, address_of) -> None:
    first = make_contribution()
    draft, _token = actions.revise(first, by=cast.ana)
    actions.submit(draft, by=cast.ana)
    actions.publish(draft, by=cast.dora)
    draft.refresh_from_db()

    old, new = (client.get(address_of(each)).content.decode() for each in (first, draft))

    assert str(draft.symbol) == "WGX/1/1/Rev.1"
    assert "There is a revision of this" in old
    assert address_of(draft) in old
    assert "Very much." in old
    assert "There is a revision of this" not in new
    assert address_of(first) in new


def test_builds_on_is_a_link_where_it_is_a_symbol(make_contribution, client, address_of) -> None:
    first = make_contribution()
    second = make_contribution(builds_on=" WGX/1/1 ")
    third = make_contribution(builds_on="our letter of May")

    assert f'href="{address_of(first)}"' in client.get(address_of(second)).content.decode()
    assert f'href="{address_of(first)}"' not in client.get(address_of(third)).content.decode()


def test_author_is_offered_to_revise_and_others_are_not(make_contribution, cast, client, address_of, sign_in) -> None:
    contribution = make_contribution()
    address = f"/contributions/{contribution.pk}/"

    offered = {
        name: address in sign_in(type(client)(), getattr(cast, name)).get(address_of(contribution)).content.decode()
        for name in ("ana", "ben", "otto", "dora", "nobody")
    }

    assert offered == {"ana": True, "ben": True, "otto": False, "dora": False, "nobody": False}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.DECLINED])
def test_symbol_that_was_never_given_has_no_page(state, make_contribution, client) -> None:
    make_contribution(state)

    assert client.get("/processes/wgx/documents/WGX/1/1/").status_code == 404


def test_filed_document_shows_files_origin_and_what_it_modifies(round_, cast, client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    draft = file_document(
        round_,
        by=cast.dora,
        kind=DocumentKind.DRAFT,
        title={"en": "Draft opinion"},
        files=[NewFile("draft.txt", "text/plain", "en", b"Draft.")],
        alias="Contribution 29",
        note="As it came.",
    )
    changes = file_document(
        round_, by=cast.dora, kind=DocumentKind.CONTRIBUTION, title={"en": "Changes"}, modifies=draft
    )

    first = client.get(f"/processes/wgx/documents/{draft.symbol}/").content.decode()
    second = client.get(f"/processes/wgx/documents/{changes.symbol}/").content.decode()

    for shown in ("Draft opinion", "Contribution 29", "draft.txt", "As it came.", str(changes.symbol), "Modified by"):
        assert shown in first
    assert str(draft.symbol) in second
    assert "Contribution 29" in client.get("/search/?q=contribution+29").content.decode()
