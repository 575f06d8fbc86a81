"""What everybody reads of a contribution from which something was removed."""

import hashlib
import json

import pytest
from django.urls import reverse

from contributions import actions
from contributions.content import Content
from contributions.enums import State
from contributions.queries.redactions import everywhere

WORDS = "Cables matter.\n\nZebedee Quillfeather\r\nsays [20 characters removed: a joke] so.\n\nAsk him."


@pytest.fixture
def removed(cast, make_contribution, make_question):
    question = make_question()
    made = make_contribution(
        State.PUBLISHED,
        title="On Zebedee Quillfeather",
        statement=WORDS,
        answers={str(question.pk): "Zebedee Quillfeather did."},
        recommendations=["Thank Zebedee Quillfeather."],
    )
    content = Content.from_json(made.submission.content)
    actions.redact(made, everywhere("Zebedee Quillfeather", content, "third-person"), by=cast.dora)
    made.refresh_from_db()
    return made


def address(made, page="document"):
    return reverse(f"web:{page}", args=[made.round.process.slug, made.symbol.text])


SPAN = '<span class="redaction">[20 characters removed: personal data of somebody else]</span>'


def test_the_page_says_how_much_is_gone_and_why(client, removed):
    page = client.get(address(removed)).content.decode()
    assert page.count(SPAN) == 4
    assert "Quillfeather" not in page
    assert "What was removed" in page
    assert "20 characters: personal data of somebody else" in page


def test_words_that_only_look_like_it_are_no_removal(client, removed):
    page = client.get(address(removed)).content.decode()
    assert "says [20 characters removed: a joke] so." in page


def test_a_page_that_was_kept_is_made_anew(cast, client, make_contribution, django_capture_on_commit_callbacks):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    assert "Quillfeather" in client.get(address(made)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        content = Content.from_json(made.submission.content)
        actions.redact(made, everywhere("Zebedee Quillfeather", content, "third-person"), by=cast.dora)
    assert "Quillfeather" not in client.get(address(made)).content.decode()


def test_what_is_published_can_be_checked_and_what_is_gone_cannot_be_tried_out(client, removed):
    """With the digest of the original, a machine could try out every name in the place of what is gone."""
    page = client.get(address(removed)).content.decode()
    file = client.get(address(removed, "exact")).content
    assert removed.submission.digest not in page
    assert hashlib.sha256(file).hexdigest() in page
    assert b"Quillfeather" not in file


def test_lists_and_search_do_not_say_it(client, removed):
    round_ = removed.round
    pages = [
        reverse("web:contributions", args=[round_.process.slug, round_.number]),
        f"{reverse('web:search')}?q=cables",
        reverse("web:home"),
    ]
    for page in pages:
        assert "Quillfeather" not in client.get(page).content.decode()
    assert "Quillfeather" not in client.get(f"{reverse('web:search')}?q=Ask").content.decode()


def test_the_api_says_what_is_gone_and_nothing_of_it(client, removed):
    answer = client.get(f"/api/v1/contributions/{removed.pk}/").json()
    assert "Quillfeather" not in json.dumps(answer)
    assert answer["digest"] is None
    assert removed.submission.digest not in json.dumps(answer)
    written = json.dumps(answer["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert answer["content_digest"] == hashlib.sha256(written).hexdigest()
    told = answer["redactions"][1]
    said = answer["content"]["statement"][told["start"] : told["start"] + told["length"]]
    assert said == "[20 characters removed: personal data of somebody else]"
    assert (told["part"], told["characters"], told["words"]) == ("statement", 20, 2)
    assert told["grounds"] == ["third-person"]
    assert told["said"][0]["en"] == "personal data of somebody else"


def test_lists_of_the_api_say_nothing_of_it(client, removed):
    for more in ("", "?content=true"):
        assert "Quillfeather" not in client.get(f"/api/v1/contributions/{more}").content.decode()


def test_nothing_removed_is_one_digest(client, make_contribution):
    made = make_contribution(State.PUBLISHED)
    answer = client.get(f"/api/v1/contributions/{made.pk}/").json()
    assert answer["content_digest"] == answer["digest"]
    assert answer["redactions"] == []
    assert "What was removed" not in client.get(address(made)).content.decode()


def test_the_grounds_are_published(client, process):
    page = client.get(reverse("web:grounds", args=[process.slug])).content.decode()
    assert "personal data of somebody else" in page
    assert "Head of" in page or "head of" in page


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_page_is_there_in_other_languages(language, client, removed):
    client.cookies["django_language"] = language
    assert client.get(address(removed)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much_is_gone(
    rows, cast, client, make_contribution, django_assert_max_num_queries
):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    words = ["Cables", "matter", "Ask"][:rows]
    marks = [mark for word in words for mark in everywhere(word, Content.from_json(made.submission.content), "safety")]
    actions.redact(made, marks, by=cast.dora)
    page = address(made)
    with django_assert_max_num_queries(8):
        assert client.get(page).status_code == 200
