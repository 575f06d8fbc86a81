"""The step "Who speaks"."""

import pytest

from contributions import actions
from contributions.enums import Speaking


def rows(*named):
    """The fields of the rows: (name, group) each."""
    return {
        f"source-{row}-{field}": value
        for row, pair in enumerate(named)
        for field, value in zip(("name", "group"), pair, strict=True)
    }


@pytest.fixture
def civil(groups):
    return next(code for code in groups if code.startswith("civil"))


def test_name_with_signs_that_nobody_sees_is_stored_without_them(draft, token, send) -> None:
    row = {
        "source-0-name": "Min\u200bistry\x00 of \u202eTides",
        "source-0-acronym": "M\x00",
        "source-0-country": "\x00",
    }

    response = send("draft_who", token, speaking="source", move="save", **row)

    draft.refresh_from_db()
    assert response.status_code == 302
    assert draft.content["sources"] == [
        {"id": None, "name": "Ministry of Tides", "acronym": "M", "country": "", "group": ""}
    ]


def test_for_myself_needs_nothing_more(send, draft, token):
    response = send("draft_who", token, speaking="myself")

    draft.refresh_from_db()
    assert response["Location"] == f"/drafts/{token}/write/"
    assert (draft.speaking, draft.content["sources"]) == (Speaking.MYSELF, [])


def test_a_new_source_is_stored_as_it_was_named(send, draft, token, civil):
    send("draft_who", token, speaking="source", **rows(("Harbour  Union", civil)), **{"source-0-country": "CH"})

    draft.refresh_from_db()
    assert draft.content["sources"] == [
        {"id": None, "name": "Harbour Union", "acronym": "", "country": "CH", "group": civil}
    ]


def test_own_sources_are_offered_to_those_who_speak_for_them(page, send, as_, begun, ministry):
    draft, token = begun
    assert "Ministry of Posts" not in page("draft_who", token).content.decode()
    as_("ana")
    assert "Ministry of Posts" in page("draft_who", token).content.decode()

    send("draft_who", token, speaking="source", own=str(ministry.pk))

    draft.refresh_from_db()
    assert [entry["id"] for entry in draft.content["sources"]] == [ministry.pk]


def test_rows_are_added_and_removed_without_scripts_and_nothing_typed_is_lost(client, send, draft, token, civil):
    named = rows(("Harbour Union", civil))

    added = send("draft_who", token, speaking="jointly", move="add", **named)
    page = client.get(added["Location"].partition("#")[0])
    assert page.content.decode().count('name="source-1-name"') == 1
    assert 'value="Harbour Union"' in page.content.decode()

    send(
        "draft_who",
        token,
        speaking="jointly",
        move="remove-0",
        **rows(("Harbour Union", civil), ("Cable Users", civil)),
    )
    draft.refresh_from_db()
    assert [entry["name"] for entry in draft.content["sources"]] == ["Cable Users"]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "speaking"),
        ({"speaking": "source"}, "source-0-name"),
        ({"speaking": "source", "source-0-name": "Harbour Union"}, "source-0-group"),
        ({"speaking": "source", "source-0-acronym": "HU"}, "source-0-name"),
        ({"speaking": "jointly", "source-0-name": "Harbour Union", "source-0-group": "governments"}, "source-0-name"),
        ({"speaking": "nobody"}, "speaking"),
    ],
)
def test_going_on_asks_for_what_is_missing_at_its_field_and_keeps_the_rest(send, draft, token, form, field):
    response = send("draft_who", token, move="next", **form)

    draft.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'href="#id_{field}' in response.content.decode()
    assert [entry["name"] for entry in draft.content["sources"]] == [
        value for name, value in form.items() if name.endswith("-name")
    ] or "acronym" in str(form)


def test_saving_asks_for_nothing(send, draft, token):
    response = send("draft_who", token, speaking="source", move="save")

    draft.refresh_from_db()
    assert response.status_code == 302
    assert draft.speaking == Speaking.SOURCE


def test_an_organisation_that_is_known_needs_no_group(send, token, ministry):
    assert send("draft_who", token, speaking="source", **rows((ministry.name, "")))["Location"].endswith("/write/")


def test_two_windows_do_not_overwrite_each_other(page, send, draft, token):
    opened = page("draft_who", token).context["base"]
    send("draft_who", token, speaking="jointly")

    refused = send("draft_who", token, speaking="myself", base=opened)

    draft.refresh_from_db()
    assert refused.status_code == 409
    assert draft.speaking == Speaking.JOINTLY
    assert refused.context["form"]["speaking"].value() == "myself"
    assert "For several, jointly" in refused.context["theirs"]
    assert send("draft_who", token, speaking="myself", base=refused.context["base"]).status_code == 302


def test_who_is_asked_is_said(page, period, token, groups):
    period.audience.add(groups["governments"])

    assert "This period asks:" in page("draft_who", token).content.decode()


def test_the_query_budget(as_, cast, make_draft, queries_of):
    as_("ana")
    draft = make_draft()
    budget = queries_of(f"/drafts/{draft.pk}/who/")
    actions.save(
        draft,
        draft.content | {"sources": [{"id": None, "name": f"Union {number}", "group": "x"} for number in range(3)]},
        by=cast.ana,
    )

    assert queries_of(f"/drafts/{draft.pk}/who/") == budget <= 8


def test_counting_on_ids_tells_nobodys_name(draft, token, send, page, make_source) -> None:
    hidden = make_source("Not Yet Public")

    send("draft_who", token, speaking="source", move="save", **{"source-0-id": str(hidden.pk)})

    draft.refresh_from_db()
    assert draft.content["sources"] == []
    assert "Not Yet Public" not in page("draft_preview", token).content.decode()
