"""Bringing a text in at the desk: find the paper, read it, mend it, issue it; who may, and what is refused."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import CarriedText, Document, IncomingText, Round
from secretariat.views import incoming as views

OPINION = "OPINION 3\nconsidering\na) that herons fly;\nb) that cables lie,\ninvites States\nto look after both."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAMPLE = "wtpf-ieg-2-11-opinion-3.docx"


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(round_: Round) -> Document:
    """A draft opinion with its Word file, under WGX/1/1."""
    content = (settings.BASE_DIR / "sample_data" / SAMPLE).read_bytes()
    return actions.file_document(
        round_,
        by=None,
        kind=DocumentKind.DRAFT,
        title={"en": "Draft Opinion 3"},
        alias="Contribution 29",
        files=[actions.NewFile(SAMPLE, WORD, "en", content)],
    )


@pytest.fixture
def address(draft: Document) -> str:
    return f"/desk/texts/bring-in/{draft.symbol_id}/"


@pytest.fixture
def incoming(draft: Document, cast: SimpleNamespace) -> IncomingText:
    assert draft.symbol is not None
    return actions.begin_text(draft.symbol, OPINION, language="en", title="Opinion 3", by=cast.dora)


def page(client: Client, address: str, *, status: int = 200) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == status, address
    return html.fromstring(response.content)


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def outline_of(incoming: IncomingText) -> list[tuple[str, str, str]]:
    incoming.reading.refresh_from_db()
    return [(each["kind"], each["label"], each["wording"]) for each in incoming.reading.outline]


def test_papers_without_a_text_are_found_by_symbol_or_alias(dora, draft, make_contribution):
    make_contribution(title="On herons")

    everything = words_of(page(dora, "/desk/texts/"))
    found = words_of(page(dora, "/desk/texts/?symbol=contribution+29"))

    assert "Draft Opinion 3" in everything
    assert "On herons" in everything
    assert "Draft Opinion 3" in found
    assert "On herons" not in found


def test_word_file_of_a_paper_is_read_with_one_press(dora, draft, address):
    form = page(dora, address).forms[-1]
    stored = form.xpath(".//input[@name='stored' and @checked]/@value")
    title = form.xpath(".//input[@name='title']/@value")

    response = dora.post(address, {"stored": stored[0], "title": title[0], "language": "en"}, follow=True)

    assert response.status_code == 200
    rows = html.fromstring(response.content).find_class("outline-row")
    assert len(rows) > 20
    assert IncomingText.objects.get().reading.name == SAMPLE


def test_uploaded_file_goes_before_what_is_stored(dora, draft, address):
    file = SimpleUploadedFile("opinion.txt", OPINION.encode(), content_type="text/plain")

    dora.post(address, {"stored": "", "file": file, "title": "Opinion 3", "language": "en"})

    incoming = IncomingText.objects.get()
    assert len(outline_of(incoming)) == 6
    assert dora.get(f"/desk/texts/incoming/{incoming.pk}/original/").content == OPINION.encode()


def test_own_words_of_a_contribution_can_be_its_text(dora, make_contribution):
    contribution = make_contribution(title="Opinion 4", statement="considering\n\na) that cables matter;")
    address = f"/desk/texts/bring-in/{contribution.symbol_id}/"

    dora.post(address, {"stored": "words", "title": "Opinion 4", "language": "en"})

    assert outline_of(IncomingText.objects.get())[1:] == [
        ("container", "", "considering"),
        ("item", "a)", "that cables matter;"),
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a file or paste the words."),
        ({"paste": OPINION, "title": ""}, "Say what the text is called."),
        ({"file": SimpleUploadedFile("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600)}, "old format"),
        ({"file": SimpleUploadedFile("text.docx", b"PK\x03\x04 nothing")}, "damaged"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_lost(dora, draft, address, given, sentence):
    response = dora.post(address, {"stored": "", "title": "Mine", "language": "fr"} | given)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert html.fromstring(response.content).xpath("//select[@name='language']/option[@selected]/@value") == ["fr"]
    assert not IncomingText.objects.exists()


def test_outline_stands_beside_the_original(dora, incoming):
    rows = page(dora, f"/desk/texts/incoming/{incoming.pk}/").find_class("outline-row")

    assert words_of(rows[2]) == "Original a) that herons fly; Item a) that herons fly; Correct this a)"
    assert [row.get("data-depth") for row in rows] == ["0", "0", "1", "1", "0", "1"]


@pytest.mark.parametrize(
    ("act", "at", "changed"),
    [
        ("save", 5, {4: ("container", "", "invites States"), 5: ("item", "1.", "to look after both.")}),
        ("merge", 3, {2: ("item", "a)", "that herons fly;\n1. to look after both.")}),
        ("up", 3, {2: ("item", "1.", "to look after both."), 3: ("item", "a)", "that herons fly;")}),
        ("leave_out", 0, {0: ("container", "", "considering")}),
    ],
)
def test_each_button_does_what_it_says(dora, incoming, act, at, changed):
    typed = {"kind": "item", "label": "1.", "wording": "to look after both."}

    response = dora.post(f"/desk/texts/incoming/{incoming.pk}/correct/", {"act": act, "at": at, "step": 1} | typed)

    assert response.status_code == 302
    outline = outline_of(incoming)
    assert {place: outline[place] for place in changed} == changed


def test_empty_line_splits_a_clause(dora, incoming):
    typed = {"kind": "item", "label": "a)", "wording": "that herons fly;\r\n\r\na bis) that they nest;"}

    dora.post(f"/desk/texts/incoming/{incoming.pk}/correct/", {"act": "save", "at": 2, "step": 1} | typed)

    assert outline_of(incoming)[2:4] == [("item", "a)", "that herons fly;"), ("item", "a bis)", "that they nest;")]


def test_what_was_left_out_can_be_put_back(dora, incoming):
    address = f"/desk/texts/incoming/{incoming.pk}/"
    before = outline_of(incoming)
    typed = {"kind": "container", "label": "", "wording": "considering"}
    dora.post(f"{address}correct/", {"act": "leave_out", "at": 1, "step": 1} | typed)
    (left,) = page(dora, address).xpath("//li[@data-left]")

    source = left.xpath(".//input[@name='at']/@value")[0]
    dora.post(f"{address}correct/", {"act": "put_back", "at": source, "step": 2})

    assert outline_of(incoming) == before


def test_second_window_is_told_and_keeps_what_was_typed(dora, incoming):
    address = f"/desk/texts/incoming/{incoming.pk}/correct/"
    typed = {"act": "save", "at": 2, "step": 1, "kind": "item", "label": "a)", "wording": "that herons soar;"}
    dora.post(address, typed | {"wording": "that herons glide;"})

    response = dora.post(address, typed)

    assert response.status_code == 409
    shown = html.fromstring(response.content)
    assert "meanwhile" in words_of(shown)
    assert "that herons soar;" in shown.xpath("//textarea[@name='wording']")[0].text
    assert outline_of(incoming)[2][2] == "that herons glide;"


@pytest.mark.parametrize(
    ("act", "wordings"),
    [
        ("up", ["that cables lie,", "that they rust,", "that herons fly;"]),
        ("down", ["that herons fly;", "invites States", "that cables lie,", "that they rust,"]),
        ("merge", ["that herons fly;\nb) that cables lie,", "that they rust,"]),
    ],
)
def test_split_and_another_button_do_both(dora, incoming, act, wordings):
    typed = {"kind": "item", "label": "b)", "wording": "that cables lie,\n\nb bis) that they rust,"}

    dora.post(f"/desk/texts/incoming/{incoming.pk}/correct/", {"act": act, "at": 3, "step": 1} | typed)

    assert [wording for _kind, _label, wording in outline_of(incoming)][2:][: len(wordings)] == wordings


def correction(dora, address, at, **given):
    """The form of a clause as it stands on the page."""
    fields = form_of(page(dora, f"{address}?at={at}")).fields
    return {name: value or "" for name, value in fields.items()} | {"act": "save"} | given


def form_of(shown):
    (form,) = shown.xpath("//form[.//input[@name='seen']]")
    return form


@pytest.mark.parametrize("label", ["a)", "x" * 41])
def test_second_window_never_puts_words_on_another_clause(dora, incoming, label):
    address = f"/desk/texts/incoming/{incoming.pk}/"
    stale = correction(dora, address, 3, wording="that cables hum,", label=label)
    dora.post(f"{address}correct/", correction(dora, address, 0, act="leave_out"))

    response = dora.post(f"{address}correct/", stale)

    assert response.status_code == 409
    form = form_of(html.fromstring(response.content))
    assert (form.fields["at"], form.fields["wording"].strip()) == ("2", "that cables hum,")


def test_words_for_a_clause_that_is_gone_are_shown(dora, incoming):
    address = f"/desk/texts/incoming/{incoming.pk}/"
    stale = correction(dora, address, 5, wording="to look after eels.")
    dora.post(f"{address}correct/", correction(dora, address, 5, act="leave_out"))

    response = dora.post(f"{address}correct/", stale)

    assert response.status_code == 409
    assert "to look after eels." in response.content.decode()
    assert "seen" not in response.content.decode()


def test_long_outline_is_shown_part_by_part(dora, incoming, monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS", 4)
    address = f"/desk/texts/incoming/{incoming.pk}/"

    shown = [page(dora, f"{address}{query}") for query in ("", "?part=2", "?part=9", "?at=5", "?near=4")]

    assert [[row.get("id") for row in each.find_class("outline-row")] for each in shown] == [
        ["p0", "p1", "p2", "p3"],
        *[["p4", "p5"]] * 4,
    ]


@pytest.mark.parametrize(("act", "there"), [("issue", "/processes/wgx/documents/WGX/1/1/text/"), ("discard", "")])
def test_second_press_leads_where_the_first_did(dora, address, incoming, act, there):
    pressed = {"step": 1, "paper": incoming.symbol_id}

    first, second = (dora.post(f"/desk/texts/incoming/{incoming.pk}/{act}/", pressed) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"] == (there or address)


def test_pressed_twice_a_text_is_read_once(dora, draft, address):
    sent = {"paste": OPINION, "title": "Opinion 3", "language": "en"}

    first, second = (dora.post(address, sent) for _ in range(2))
    other = dora.post(address, sent | {"paste": "another text"})

    assert first.headers["Location"] == second.headers["Location"]
    assert other.status_code == 409
    assert first.headers["Location"] in other.content.decode()


def test_issued_text_is_public_at_once(dora, client, draft, incoming):
    response = dora.post(f"/desk/texts/incoming/{incoming.pk}/issue/", {"step": 1})

    assert response.headers["Location"] == "/processes/wgx/documents/WGX/1/1/text/"
    assert "that cables lie," in client.get(response.headers["Location"]).content.decode()
    assert CarriedText.objects.get().symbol == draft.symbol


def test_issuing_what_was_corrected_elsewhere_is_refused(dora, incoming):
    address = f"/desk/texts/incoming/{incoming.pk}/"
    typed = {"act": "leave_out", "at": 0, "step": 1, "kind": "title", "label": "", "wording": "OPINION 3"}
    dora.post(f"{address}correct/", typed)

    response = dora.post(f"{address}issue/", {"step": 1})

    assert response.status_code == 409
    assert not CarriedText.objects.exists()


def test_thrown_away_the_paper_is_free_again(dora, draft, address, incoming):
    response = dora.post(f"/desk/texts/incoming/{incoming.pk}/discard/")

    assert response.headers["Location"] == address
    assert not IncomingText.objects.exists()


def test_observer_reads_and_does_nothing(olga, incoming):
    address = f"/desk/texts/incoming/{incoming.pk}/"

    assert page(olga, address).xpath("//main//form") == []
    assert olga.post(f"{address}issue/", {"step": 1}).status_code == 403
    assert not CarriedText.objects.exists()


@pytest.mark.parametrize("part", ["", "original/"])
def test_outsiders_see_no_text_that_is_not_issued(cast, sign_in, incoming, part):
    otto = sign_in(Client(), cast.otto)

    assert otto.get(f"/desk/texts/incoming/{incoming.pk}/{part}").status_code == 404


def test_what_was_typed_while_signed_out_waits(cast, sign_in, incoming):
    address = f"/desk/texts/incoming/{incoming.pk}/"
    client = Client()
    typed = {"act": "save", "at": 2, "step": 1, "kind": "item", "label": "a)", "wording": "that herons soar;"}

    client.post(f"{address}correct/", typed)
    shown = page(sign_in(client, cast.dora), address)

    assert "that herons soar;" in shown.xpath("//textarea[@name='wording']")[0].text
    assert outline_of(incoming)[2][2] == "that herons fly;"


def test_list_costs_the_same_however_many_texts(dora, round_, cast, django_assert_max_num_queries):
    for number in range(3):
        document = actions.file_document(round_, by=None, kind=DocumentKind.DRAFT, title={"en": f"Draft {number}"})
        begun = actions.begin_text(document.symbol, OPINION, language="en", title="Opinion", by=cast.dora)
        if number:
            actions.issue_text(begun, by=cast.dora)

    with django_assert_max_num_queries(12):
        page(dora, "/desk/texts/")
