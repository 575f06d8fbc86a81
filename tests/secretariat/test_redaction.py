"""Removing passages at the desk: chosen, seen, done; and the sealed original."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from contributions import actions
from contributions.enums import Channel, State
from contributions.models import Contribution, Redaction
from contributions.queries.published import is_sealed_for
from contributions.queries.redactions import stamp_of
from record.models import Entry
from tests.contributions.actions.test_redaction import WORDS, name
from texts.engine.outline import Outline
from texts.printing import Sheet, text_pdf


@pytest.fixture
def omar(cast, sign_in):
    """The browser of an officer."""
    return sign_in(Client(), cast.omar)


@pytest.fixture
def submitted(make_contribution):
    return make_contribution(State.SUBMITTED, statement=WORDS, title="On cables")


def at(page, made, *more):
    return reverse(f"secretariat:{page}", args=[made.pk, *more])


def read(answer):
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main")]


def test_words_are_chosen_shown_and_removed(omar, submitted):
    page = read(omar.get(at("redact", submitted)))
    assert "12 Old Harbour Road" in page
    assert "A postal address" in page
    asked = {"words": "zebedee quillfeather", "ground": "third-person", "note": "He asked for it."}
    shown = omar.post(at("redact_preview", submitted), asked)
    main = read(shown)
    assert "2 passages go" in main
    assert main.count("[20 characters removed: personal data of somebody else]") == 2
    assert not Redaction.objects.exists()

    marks = [place.value for place in shown.context["places"]]
    done = omar.post(
        at("redact_now", submitted),
        {"mark": marks, "ground": "third-person", "note": "He asked for it.", "seen": shown.context["seen"]},
        follow=True,
    )
    assert "It is removed." in done.content.decode()
    assert [each.note for each in Redaction.objects.all()] == ["He asked for it."] * 2
    assert "He asked for it." in read(done)


def test_only_what_stays_ticked_is_removed(omar, submitted):
    shown = omar.post(at("redact_preview", submitted), {"words": "Quillfeather", "ground": "safety"})
    first, _second = [place.value for place in shown.context["places"]]
    omar.post(at("redact_now", submitted), {"mark": first, "ground": "safety", "seen": shown.context["seen"]})
    assert Redaction.objects.count() == 1


def test_sentences_are_chosen(omar, submitted):
    (statement,) = [part for part in omar.get(at("redact", submitted)).context["parts"] if part.name == "Statement"]
    assert [place.passage for place in statement.places] == [
        "Cables matter.",
        "Zebedee Quillfeather of 12 Old Harbour Road says so.",
        "Ask Zebedee Quillfeather.",
    ]
    shown = omar.post(at("redact_preview", submitted), {"mark": statement.places[2].value, "ground": "safety"})
    assert "[25 characters removed: somebody could come to harm]" in read(shown)


WRONG = [
    ({}, "Choose a ground: everybody reads it."),
    ({"ground": "third-person"}, "Say what is to be removed"),
    ({"ground": "third-person", "words": "nowhere at all"}, "These words stand nowhere in it: “nowhere at all”"),
    ({"ground": "because", "words": "Cables"}, "Select a valid choice"),
    ({"ground": "third-person", "mark": "statement@0+9999999999"}, "Say what is to be removed"),
    ({"ground": "third-person", "mark": "statement@-1+5\x00"}, "Say what is to be removed"),
    ({"ground": "third-person", "words": "\x00"}, ""),
    ({"ground": "third-person", "words": "a" * 6000}, "at most 5000"),
]


@pytest.mark.parametrize(("asked", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_nothing_lost(asked, sentence, omar, submitted):
    answer = omar.post(at("redact_preview", submitted), asked | {"note": "Kept note"})
    assert answer.status_code == 422
    assert sentence in read(answer)
    assert "Kept note" in read(answer)
    assert not Redaction.objects.exists()


def test_the_second_of_two_is_told(cast, omar, submitted):
    seen = stamp_of(submitted)
    actions.redact(submitted, name(submitted), by=cast.dora)
    answer = omar.post(
        at("redact_now", submitted), {"mark": "statement@0+6", "ground": "safety", "seen": seen, "note": "Mine"}
    )
    assert answer.status_code == 409
    assert "a colleague has removed something" in read(answer)
    assert "Mine" in read(answer)
    assert Redaction.objects.count() == 2


def test_a_double_click_removes_once(omar, submitted):
    asked = {"mark": "statement@0+6", "ground": "safety", "seen": stamp_of(submitted)}
    assert omar.post(at("redact_now", submitted), asked).status_code == 302
    assert omar.post(at("redact_now", submitted), asked).status_code == 409
    assert Redaction.objects.count() == 1


# Written out: what each gets of the page of choice.
GETS = {"dora": 200, "omar": 200, "chris": 403, "olga": 403, "ana": 404, "otto": 404, "nobody": 302}


@pytest.mark.parametrize("who", GETS)
@pytest.mark.parametrize("page", ["redact", "redact_preview", "redact_now"])
def test_the_pages_are_for_the_secretariat(page, who, cast, sign_in, submitted):
    client = sign_in(Client(), getattr(cast, who))
    address = at(page, submitted)
    if page == "redact":
        assert client.get(address).status_code == GETS[who]
    elif GETS[who] != 200:
        assert client.post(address, {"mark": "statement@0+6", "ground": "safety"}).status_code == GETS[who]
        assert not Redaction.objects.exists()


def test_a_form_sent_signed_out_waits(cast, client, sign_in, submitted):
    answer = client.post(at("redact_preview", submitted), {"words": "my careful words", "ground": "safety"})
    assert answer.status_code == 302
    page = read(sign_in(client, cast.omar).get(at("redact", submitted)))
    assert "my careful words" in page


@pytest.fixture
def removed(cast, submitted):
    """Published, with a name removed."""
    actions.redact(submitted, name(submitted), by=cast.omar)
    actions.publish(submitted, by=cast.omar)
    return submitted


# Written out: what of the sealed words each meets at the desk once it is published.
@pytest.mark.parametrize("who", ["omar", "dora", "chris", "olga"])
def test_sealed_words_stand_on_no_page_of_the_desk(who, cast, client, sign_in, removed):
    sign_in(client, getattr(cast, who))
    pages = [at("contribution", removed), at("submission", removed, 1), reverse("secretariat:desk")]
    if who in ("omar", "dora"):
        pages.append(at("redact", removed))
    for page in pages:
        assert "Quillfeather" not in client.get(page).content.decode()


# Written out: who reads the digest of what was sent once something is removed, before and after it is published.
DIGEST = {"dora": (True, True), "omar": (True, False), "chris": (False, False), "olga": (False, False)}


@pytest.mark.parametrize("who", DIGEST)
def test_the_digest_of_a_sealed_original_is_for_whoever_may_open_it(who, cast, client, sign_in, submitted):
    sign_in(client, getattr(cast, who))
    actions.redact(submitted, name(submitted), by=cast.omar)
    before = read(client.get(at("contribution", submitted)))
    actions.publish(submitted, by=cast.omar)
    actions.unseal(submitted, by=cast.dora)
    after = read(client.get(at("contribution", submitted)))

    assert tuple(submitted.submission.digest in page for page in (before, after)) == DIGEST[who]
    for page, is_read in zip((before, after), DIGEST[who], strict=True):
        assert ("Sealed with the original" in page) is not is_read
        assert ("The digests are sealed with the original." in page) is not is_read


@pytest.mark.parametrize("who", DIGEST)
def test_the_digest_is_for_everybody_at_the_desk_where_nothing_is_removed(who, cast, client, sign_in, submitted):
    actions.publish(submitted, by=cast.omar)
    page = read(sign_in(client, getattr(cast, who)).get(at("contribution", submitted)))
    assert page.count(submitted.submission.digest) > 1


# Written out: who opens a sending from which something was removed, once its author has sent other words.
@pytest.mark.parametrize(("who", "status"), [("dora", 200), ("omar", 200), ("chris", 403), ("olga", 403)])
def test_what_was_removed_from_an_earlier_sending_stays_sealed(*, who, status, cast, client, sign_in, submitted):
    actions.redact(submitted, name(submitted), by=cast.omar)
    actions.return_to_author(submitted, by=cast.omar, reason="Leave the name out, please.")
    content = submitted.content | {"statement": "Cables matter."}
    actions.save(submitted, content, by=cast.ana)
    actions.submit(submitted, by=cast.ana)

    page = sign_in(client, getattr(cast, who)).get(at("submission", submitted, 1))

    assert page.status_code == status


def test_who_only_wrote_it_down_does_not_read_what_is_sealed(cast, removed):
    Contribution.objects.filter(pk=removed.pk).update(channel=Channel.PAPER, author=cast.omar)
    removed.refresh_from_db()
    assert is_sealed_for(cast.omar, removed)
    assert not is_sealed_for(cast.ben, removed)


@pytest.mark.parametrize("who", ["dora", "omar", "chris"])
@pytest.mark.parametrize("page", ["contribution_mine", "receipt"])
def test_what_came_on_paper_is_not_read_unsealed_on_its_authors_pages(*, who, page, cast, client, sign_in, removed):
    Contribution.objects.filter(pk=removed.pk).update(channel=Channel.PAPER, author=cast.omar)

    assert sign_in(client, getattr(cast, who)).get(reverse(f"web:{page}", args=[removed.pk])).status_code == 404


def test_a_refusal_shows_the_digest_no_more_than_the_page(omar, removed):
    assert removed.submission.digest not in omar.post(at("unseal", removed)).content.decode()


def test_guessing_sealed_words_finds_nothing(omar, removed):
    answer = omar.post(at("redact_preview", removed), {"words": "Zebedee\nsays so", "ground": "safety"})
    assert "These words stand nowhere in it: “Zebedee”" in read(answer)
    answer = omar.post(at("redact_preview", removed), {"words": "says so", "ground": "safety"})
    assert answer.status_code == 200
    assert "Quillfeather" not in read(answer)


def test_the_head_opens_the_original_and_the_look_is_on_record(dora, removed):
    answer = dora.post(at("unseal", removed))
    assert "Zebedee Quillfeather of 12 Old Harbour Road" in read(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    (look,) = Entry.objects.filter(verb="contribution.unseal")
    assert "Dora Example looked at the sealed original" in read(dora.get(at("contribution", removed)))
    assert look.digest == removed.submission.digest


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_look_is_an_act(method, dora, removed):
    assert getattr(dora, method)(at("unseal", removed)).status_code == 405
    assert not Entry.objects.filter(verb="contribution.unseal").exists()


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_nobody_else_opens_it(who, cast, client, sign_in, removed):
    sign_in(client, getattr(cast, who))
    answer = client.post(at("unseal", removed))
    assert answer.status_code == 403
    assert "Quillfeather" not in answer.content.decode()
    assert not Entry.objects.filter(verb="contribution.unseal").exists()


def test_the_letters_of_before_are_sealed_too(omar, removed):
    from notifications.models import Letter

    receipt = Letter.objects.get(family="contributions/receipt")
    for page in ("letter", "letter_html"):
        assert "Quillfeather" not in omar.get(reverse(f"secretariat:{page}", args=[receipt.pk])).content.decode()


def test_the_receipt_of_what_is_not_published_yet_is_read_by_those_who_judge(cast, sign_in, submitted, settings):
    from notifications.models import Letter

    settings.DEMO = False
    actions.redact(submitted, name(submitted), by=cast.omar)
    receipt = Letter.objects.get(family="contributions/receipt")
    for page in ("letter", "letter_html"):
        address = reverse(f"secretariat:{page}", args=[receipt.pk])
        answers = {
            who: sign_in(Client(), getattr(cast, who)).get(address).content.decode()
            for who in ("omar", "dora", "chris", "olga")
        }
        readers = {who for who, answer in answers.items() if "Quillfeather" in answer}
        assert readers == {"omar", "dora"}


def test_an_officer_cannot_put_it_back_and_the_head_can(omar, dora, removed):
    redaction = Redaction.objects.first()
    assert omar.post(at("lift", removed, redaction.pk)).status_code == 403
    assert dora.post(at("lift", removed, redaction.pk)).status_code == 302
    assert Redaction.objects.in_force().count() == 1


def test_a_redaction_of_another_contribution_is_not_found(dora, removed, make_contribution):
    other = make_contribution(State.PUBLISHED)
    assert dora.post(at("lift", other, Redaction.objects.first().pk)).status_code == 404


@pytest.fixture
def with_a_book(cast, make_draft):
    """Submitted with a PDF of two pages."""
    writer = PdfWriter()
    for words in ("First page.", "Zebedee Quillfeather."):
        writer.add_page(PdfReader(BytesIO(text_pdf(Outline(()), Sheet(words)))).pages[0])
    written = BytesIO()
    writer.write(written)
    draft = make_draft(statement=WORDS)
    actions.attach(draft, SimpleUploadedFile("book.pdf", written.getvalue()), by=cast.ana)
    actions.submit(draft, by=cast.ana)
    draft.refresh_from_db()
    return draft


def test_a_page_of_a_file_is_removed(cast, omar, dora, client, with_a_book):
    (file,) = with_a_book.files.all()
    asked = {f"pages-{file.pk}": "2", "ground": "third-person"}
    shown = omar.post(at("redact_preview", with_a_book), asked)
    assert "Of <bdi>book.pdf</bdi> go the pages 2." in read(shown)
    omar.post(at("redact_now", with_a_book), asked | {"seen": shown.context["seen"]})
    actions.publish(with_a_book, by=cast.omar)

    address = reverse("web:file", args=["contributions", file.pk, "book.pdf"])
    for browser in (client, omar, dora):
        words = [page.extract_text() for page in PdfReader(BytesIO(browser.get(address).getvalue())).pages]
        assert "Quillfeather" not in " ".join(words)
        assert "First page." in words[0]
    opened = dora.post(at("unseal_file", with_a_book, file.pk))
    assert "Quillfeather" in PdfReader(BytesIO(opened.content)).pages[1].extract_text()
    assert Entry.objects.get(verb="contribution.unseal").facts == {"file": file.pk}
    assert omar.post(at("unseal_file", with_a_book, file.pk)).status_code == 403


def test_a_withheld_file_is_had_by_its_source_only(cast, client, sign_in, omar, with_a_book):
    (file,) = with_a_book.files.all()
    asked = {f"whole-{file.pk}": "1", "ground": "copyright", "seen": stamp_of(with_a_book)}
    omar.post(at("redact_now", with_a_book), asked)
    address = reverse("web:file", args=["contributions", file.pk, "book.pdf"])
    assert omar.get(address).status_code == 200
    actions.publish(with_a_book, by=cast.omar)
    assert client.get(address).status_code == 404
    assert omar.get(address).status_code == 404
    assert sign_in(Client(), cast.ana).get(address).status_code == 200


@pytest.mark.parametrize("pages", ["x", "3", "0", "2-1", "1-99999", "1;x"])
def test_wrong_pages_are_said(pages, omar, with_a_book):
    (file,) = with_a_book.files.all()
    asked = {f"pages-{file.pk}": pages, "ground": "third-person"}
    answer = omar.post(at("redact_preview", with_a_book), asked)
    if answer.status_code == 200:
        answer = omar.post(at("redact_now", with_a_book), asked | {"seen": answer.context["seen"]})
    assert answer.status_code == 422
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much_is_removed(rows, omar, submitted, cast, django_assert_max_num_queries):
    for place in range(rows):
        actions.redact(submitted, name(submitted)[:1] if place == 0 else name(submitted)[1:], by=cast.dora)
    with django_assert_max_num_queries(8):
        assert omar.get(at("redact", submitted)).status_code == 200
