"""What cleaning does to the pastes that really come."""

from pathlib import Path

import pytest

from contributions.intake.paste import clean, split, split_recommendations

SAMPLE = Path(__file__).parents[3] / "sample_data" / "wgec-3-usa.txt"


def test_the_sample_has_its_ten_recommendations_and_the_introduction():
    parts = split(SAMPLE.read_text(encoding="utf-8"))

    assert len(parts.recommendations) == 10
    assert parts.recommendations[1] == (
        "Institutions and processes should recognize the principles and spirit embodied in the outcome documents of "
        "the World Summit on the Information Society, UNGA Resolution 70/125, and the NETmundial principles."
    )
    assert [item[:24] for item in parts.recommendations[::9]] == [
        "The primary purpose when",
        "As appropriate, the part",
    ]
    assert parts.introduction.split("\n\n")[:2] == [
        "Contribution of the Government of the United States of America to the Working Group on Enhanced Cooperation",
        "March 31, 2017",
    ]
    assert parts.introduction.endswith("as envisioned by the Tunis Agenda.")
    assert parts.closing == ""


def test_the_notes_say_what_was_done_and_clean_text_has_none():
    cleaned = clean(SAMPLE.read_text(encoding="utf-8"))

    assert cleaned.notes == [
        "27 lines that a page had broken were joined to the next.",
        "10 bullets of a special font became “•”.",
    ]
    assert clean(cleaned.text).notes == []


WRAPPED = """The Internet is a global resource which should be managed in the
public interest and with the full involvement of everyone. It has
become part of daily life.
Developing countries meet particular difficulties, which the next
meeting should take up first."""


def test_wrapped_lines_are_joined_and_a_short_last_line_ends_its_paragraph():
    first, second = clean(WRAPPED).text.split("\n\n")

    assert first.endswith("full involvement of everyone. It has become part of daily life.")
    assert second.startswith("Developing countries meet particular difficulties, which the next meeting")


@pytest.mark.parametrize(
    "kept",
    [
        "Ministry of Posts\n12 Harbour Road\nExampletown\nExampland",
        "Of cables and of kings we sing,\nof routers and of rain,\nof every small connected thing",
        "We support openness in all matters of policy making.\nWe support inclusion.",
    ],
    ids=["address", "verse", "sentences"],
)
def test_lines_that_were_meant_stay(kept):
    assert clean(kept).text == kept


def test_lines_longer_than_a_page_are_paragraphs_of_their_own():
    first, second = "Openness " * 30 + "matters.", "Inclusion " * 30 + "matters."

    assert clean(f"{first}\n{second}").text == f"{first}\n\n{second}"


def test_a_page_break_inside_a_sentence_does_not_end_the_paragraph():
    across = WRAPPED.replace("It has\n", "It has\n\f")

    assert clean(across).text == clean(WRAPPED).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\uf0b7 open\n\uf0b7 fair", "• open\n\n• fair"),
        ("\uf0b7\topen", "• open"),
        ("▪open", "• open"),
        ("o\topen", "• open"),
        ("•\nopen\n•\nfair", "• open\n\n• fair"),
        ("– open\n– fair", "– open\n\n– fair"),
        ("* open\n* fair", "* open\n\n* fair"),
        ("1. open\n2. fair", "1. open\n\n2. fair"),
        ("a) open\nb) fair", "a) open\n\nb) fair"),
        ("(i) open\n(ii) fair", "(i) open\n\n(ii) fair"),
        ("١. مفتوح\n٢. عادل", "١. مفتوح\n\n٢. عادل"),
        ("1- مفتوح\n2- عادل", "1- مفتوح\n\n2- عادل"),
        ("أ) مفتوح\nب) عادل", "أ) مفتوح\n\nب) عادل"),
        ("一、开放\n二、公平", "一、开放\n\n二、公平"),
        ("（１）开放\n（２）公平", "（１）开放\n\n（２）公平"),
        ("а) открытость\nб) равенство", "а) открытость\n\nб) равенство"),
    ],
)
def test_items_of_lists_are_recognised_in_many_dresses(before, after):
    assert clean(before).text == after


def test_a_year_at_the_beginning_of_a_wrapped_line_is_no_item():
    text = (
        "The General Assembly took this up for the first time in the year\n"
        "199. It has not been settled since, as everybody knows by now who\n"
        "reads."
    )

    assert "\n" not in clean(text).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("soft\u00adware", "software"),
        ("ef\ufb01cient \ufb00", "efficient ff"),
        ("\ufefffirst", "first"),
        ("zero\u200bwidth", "zerowidth"),
        ("no\u00a0break", "no break"),
        ("«\u00a0oui\u00a0» et 10\u202f000", "«\u00a0oui\u00a0» et 10\u202f000"),
        ("bell\x07 rings", "bell rings"),
        ("e\u0301t\u00e9", "été"),
        ("evil\u202etxt.exe\u202c", "eviltxt.exe"),
        ("a \u2067שלום\u2069 b", "a \u2067שלום\u2069 b"),
        ("a \u2067שלום b", "a שלום b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200cb", "ab"),
        ("ﻛﺘﺎﺏ", "كتاب"),
        ("line\r\nbreak\x0bof Word", "line\nbreak\nof Word"),
        ("half\ud800pair", "half pair"),
    ],
)
def test_characters_nobody_meant_go_and_the_others_stay(before, after):
    assert clean(before).text == after


def test_a_divided_word_is_put_together_and_named():
    cleaned = clean(
        "This group was asked to make recommendations on how enhanced coopera-\n"
        "tion should be carried further as the Tunis Agenda has it."
    )

    assert "enhanced cooperation should" in cleaned.text
    assert cleaned.notes[1] == ("A word divided at the end of a line was put together: cooperation. Please check it.")


def test_a_hyphen_that_the_text_itself_writes_elsewhere_stays():
    text = (
        "There are many questions of Internet-related public policy for Internet-\n"
        "related bodies, and they will not become fewer in the years to come."
    )

    assert "for Internet-related bodies" in clean(text).text


def test_chinese_lines_are_joined_without_a_blank():
    line = "我们认为互联网应当保持开放、安全和可靠，使每个人都能够创造和分享信息与知识并"

    assert clean(f"{line}\n实现自己的潜力").text == f"{line}实现自己的潜力"


def test_numbers_that_count_from_one_go_and_others_stay():
    assert split_recommendations("1. open\n2. fair") == ["open", "fair"]
    assert split_recommendations("Recommendation 1: open\nRecommendation 2: fair") == ["open", "fair"]
    assert split_recommendations("4. open\n5. fair") == ["4. open", "5. fair"]


def test_items_of_another_kind_stay_inside_theirs():
    text = "We recommend:\n1. open\n(a) at once\n(b) for good\n2. fair\n(a) to all\n\nThank you."

    parts = split(text)

    assert parts.introduction == "We recommend:"
    assert parts.recommendations == ["open\n\n(a) at once\n\n(b) for good", "fair\n\n(a) to all\n\nThank you."]


def test_what_follows_simple_items_is_the_closing():
    parts = split("• open\n• fair\n\nThank you.")

    assert (parts.recommendations, parts.closing) == (["open", "fair"], "Thank you.")


def test_without_markers_every_paragraph_is_a_recommendation():
    assert split_recommendations("Be open.\n\nBe fair.") == ["Be open.", "Be fair."]


@pytest.mark.parametrize("nothing", ["", "  \n\n ", "\u200b"])
def test_nothing_stays_nothing(nothing):
    assert clean(nothing).text == ""
    assert split_recommendations(nothing) == []
