"""The step "What you say"."""

import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions.content import LONGEST, MOST_RECOMMENDATIONS, Content

SAMPLE = Path(__file__).parents[3] / "sample_data" / "wgec-3-usa.txt"
WRAPPED = (
    "Text from a file whose lines were broken where the page ended and the\n"
    "next word did not fit any more, as it always happens.\n"
)
ADDRESS = "Ministry of Posts\n12 Harbour Road\nExampletown"


def written(draft):
    draft.refresh_from_db()
    return Content.from_json(draft.content)


def listed(*texts):
    return {"has-recommendations": "1"} | {f"recommendation-{row}": text for row, text in enumerate(texts)}


def test_everything_that_is_written_is_stored(send, draft, token, make_question):
    question = make_question()

    response = send(
        "draft_what",
        token,
        title=" On \n cables ",
        language="sw",
        statement="They matter.\r\n\r\nVery much.",
        builds_on="WGX/1/1",
        **{f"answer-{question.pk}": "Indeed."},
        **listed("Be open.", "", "Be fair."),
    )

    assert response["Location"] == f"/drafts/{token}/preview/"
    assert written(draft) == Content(
        title="On cables",
        language="sw",
        statement="They matter.\n\nVery much.",
        answers={str(question.pk): "Indeed."},
        recommendations=["Be open.", "Be fair."],
        builds_on="WGX/1/1",
    )


def test_going_on_asks_for_what_is_missing_and_stores_the_rest(send, draft, token, make_question):
    required, limited = make_question(1, is_required=True), make_question(2, word_limit=2)

    response = send("draft_what", token, language="", **{f"answer-{limited.pk}": "one two three"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "title",
        "language",
        f"answer-{required.pk}",
        f"answer-{limited.pk}",
    }
    assert f'href="#id_answer-{required.pk}"' in response.content.decode()
    assert written(draft).answers == {str(limited.pk): "one two three"}


def test_saying_nothing_at_all_is_asked_about_at_the_statement(send, token):
    response = send("draft_what", token, title="On cables", language="en")

    assert list(response.context["form"].errors) == ["statement"]


def test_a_pasted_list_becomes_recommendations_and_its_introduction_part_of_the_statement(send, draft, token):
    response = send("draft_what", token, statement="First of all.", paste=SAMPLE.read_text(), move="split")

    content = written(draft)
    assert response["Location"] == f"/drafts/{token}/write/#recommendations"
    assert len(content.recommendations) == 10
    assert content.statement.startswith("First of all.\n\nContribution of the Government of the United States")


def test_what_is_in_the_paste_box_is_never_lost(send, draft, token):
    response = send("draft_what", token, title="T", language="en", paste="• open\n• fair", move="next")

    assert response["Location"].endswith("/write/")
    assert written(draft).recommendations == ["open", "fair"]


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("up-2", ["a", "c", "b"]),
        ("down-0", ["b", "a", "c"]),
        ("remove-1", ["a", "c"]),
        ("up-0", ["a", "b", "c"]),
        ("down-2", ["a", "b", "c"]),
        ("remove-9", ["a", "b", "c"]),
        ("remove-x", ["a", "b", "c"]),
    ],
)
def test_recommendations_are_moved_and_removed_without_scripts(send, draft, token, move, order):
    response = send("draft_what", token, move=move, **listed("a", "b", "c"))

    assert response.status_code == 302
    assert written(draft).recommendations == order


def test_an_empty_row_can_be_added(client, send, token):
    added = send("draft_what", token, move="add", **listed("a"))

    assert 'name="recommendation-1"' in client.get(added["Location"].partition("#")[0]).content.decode()


def test_pasted_text_is_tidied_and_shown_with_the_way_back(page, send, draft, token):
    shown = send("draft_what", token, title="T", language="en", statement=WRAPPED, move="next")

    assert shown.status_code == 200
    assert written(draft).statement == WRAPPED.replace("\n", " ").strip()
    assert "1 line that a page had broken was joined" in shown.content.decode()

    back = {"statement": written(draft).statement, "raw-text-statement": WRAPPED, "base": shown.context["base"]}
    send("draft_what", token, move="raw-statement", **back)
    assert written(draft).statement == WRAPPED

    again = page("draft_what", token)
    assert 'name="asis-statement"' in again.content.decode()
    send("draft_what", token, statement=WRAPPED + "And more.", **{"asis-statement": "1"})
    assert written(draft).statement == WRAPPED + "And more."
    send("draft_what", token, statement=WRAPPED, move="tidy-statement", **{"asis-statement": "1"})
    assert written(draft).statement == WRAPPED.replace("\n", " ").strip()


def test_lines_that_were_meant_are_not_touched(send, draft, token):
    response = send("draft_what", token, title="T", language="en", statement=ADDRESS)

    assert response.status_code == 302
    assert written(draft).statement == ADDRESS


def test_files_are_attached_downloaded_and_taken_out(page, send, draft, token):
    send("draft_what", token, files=SimpleUploadedFile("annex.txt", b"Cables."), move="attach")
    file = written(draft).files[0]

    download = page("draft_file", token, file["id"])
    assert b"".join(download.streaming_content) == b"Cables."
    assert download["Content-Disposition"] == 'attachment; filename="annex.txt"'
    assert "sandbox" in download["Content-Security-Policy"]

    send("draft_what", token, move=f"detach-{file['id']}")
    assert written(draft).files == []
    assert page("draft_file", token, file["id"]).status_code == 404


def test_a_refused_file_is_told_at_its_field_and_the_text_is_stored(send, draft, token):
    response = send("draft_what", token, statement="Kept.", files=SimpleUploadedFile("run.exe", b"MZ\0"), move="attach")

    assert response.status_code == 422
    assert "none of the kinds" in str(response.context["form"].errors["files"])
    assert written(draft).statement == "Kept."


def test_a_file_of_another_draft_is_not_found(page, send, token, make_draft):
    send("draft_what", token, files=SimpleUploadedFile("annex.txt", b"Cables."), move="attach")
    file = make_draft().files.model.objects.get()

    assert page("draft_file", make_draft().pk, file.pk).status_code in {302, 404}


def test_two_windows_show_both_texts_and_overwrite_nothing(page, send, draft, token):
    opened = page("draft_what", token).context["base"]
    send("draft_what", token, statement="Theirs.", **listed("Open."), move="save")

    refused = send("draft_what", token, statement="Mine.", **listed("Fair."), base=opened, move="save")

    shown = refused.content.decode()
    assert refused.status_code == 409
    assert written(draft).statement == "Theirs."
    assert all(text in shown for text in ("Theirs.", "Mine.", "Open.", "Fair."))
    send("draft_what", token, statement="Mine.", **listed("Fair."), base=refused.context["base"], move="save")
    assert written(draft).statement == "Mine."


def test_windows_on_different_steps_do_not_disturb_each_other(page, send, draft, token):
    opened = page("draft_what", token).context["base"]
    send("draft_who", token, speaking="myself")
    send("draft_what", token, files=SimpleUploadedFile("annex.txt", b"Cables."), move="attach", base=opened)

    assert send("draft_what", token, statement="Mine.", base=opened, move="save").status_code == 302
    assert written(draft).statement == "Mine."


@pytest.mark.parametrize("language", ["", "xx-invented", "en-klingon"])
def test_a_language_that_is_none_is_not_stored(send, draft, token, language):
    send("draft_what", token, language=language, move="save")

    assert written(draft).language in {"", "en"}


def test_markup_in_words_stays_words(page, send, token):
    send("draft_what", token, title="<b>x</b>", language="en", statement="<script>alert(1)</script>")

    assert "<script>alert" not in page("draft_preview", token).content.decode()
    assert "&lt;script&gt;alert" in page("draft_preview", token).content.decode()


def test_the_query_budget(as_, make_draft, make_question, queries_of):
    as_("ben")
    as_("ana")
    draft = make_draft(recommendations=["a"])
    make_question()
    one = queries_of(f"/drafts/{draft.pk}/write/")
    make_question(2)
    more = make_draft(recommendations=["a", "b", "c"])

    assert queries_of(f"/drafts/{more.pk}/write/") == one <= 8


def test_a_text_that_is_too_long_is_told_at_once_and_stays_in_its_field(send, draft, token):
    long = "• a\n" * (LONGEST // 4 + 1)

    began = time.perf_counter()
    refused = send("draft_what", token, title="Cables", statement="Short.", paste=long, move="split")

    assert time.perf_counter() - began < 3
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["paste"]
    assert "too long for the page" in refused.content.decode()
    assert refused.context["form"]["paste"].value() == long
    assert refused.context["form"]["statement"].value() == "Short."
    assert written(draft).title == ""


def test_more_recommendations_than_can_be_listed_are_told_and_stay_in_the_box(send, draft, token):
    many = "• Keep the network open.\n" * MOST_RECOMMENDATIONS
    send("draft_what", token, paste=many, move="split")

    refused = send(
        "draft_what", token, paste="• One too many.", move="split", **listed(*["Keep it open."] * MOST_RECOMMENDATIONS)
    )

    assert refused.status_code == 422
    assert "At most 200 recommendations" in str(refused.context["form"].errors["paste"])
    assert refused.context["form"]["paste"].value() == "• One too many."
    assert len(written(draft).recommendations) == MOST_RECOMMENDATIONS


@pytest.mark.parametrize("letter", ["a", "ع", "合"])
def test_every_script_has_the_same_room(send, draft, token, letter):
    send("draft_what", token, statement=letter * 500_000, move="save", **{"asis-statement": "1"})

    assert len(written(draft).statement) == 500_000
