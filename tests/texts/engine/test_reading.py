"""How paragraphs are understood as an outline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from texts.engine.outline import Clause, ClauseKind
from texts.engine.reading import Doubt, Plain, Understood, as_outline, outline_of

TITLE, CHAPEAU, CONTAINER = ClauseKind.TITLE, ClauseKind.CHAPEAU, ClauseKind.CONTAINER
ITEM, SUB_ITEM, PARAGRAPH = ClauseKind.ITEM, ClauseKind.SUB_ITEM, ClauseKind.PARAGRAPH


def shape(text):
    """Kind, label and first word of each line, and how many stand above it."""
    found = outline_of([Plain(line) for line in text.splitlines()])
    depths = []
    for each in found:
        depths.append(0 if each.parent is None else depths[each.parent] + 1)
    return [
        (depth, each.kind, each.label, each.wording.split(" ")[0]) for depth, each in zip(depths, found, strict=True)
    ]


def test_an_opinion_of_the_forum():
    text = """OPINION 3
        The fifth World Telecommunication Policy Forum (Geneva, 2013),

        considering
        a)\tthat one;
        b)\tthat two:
        (i)\tat home;
        (ii)\tat work;
        c)\tthat three;
        recognizing
        b)\tthat four;
        b)\tthat five;
        invites
        the Secretary-General to act;
        b)\tMember States to help."""

    assert shape(text) == [
        (0, TITLE, "", "OPINION"),
        (0, CHAPEAU, "", "The"),
        (0, CONTAINER, "", "considering"),
        (1, ITEM, "a)", "that"),
        (1, ITEM, "b)", "that"),
        (2, SUB_ITEM, "(i)", "at"),
        (2, SUB_ITEM, "(ii)", "at"),
        (1, ITEM, "c)", "that"),
        (0, CONTAINER, "", "recognizing"),
        (1, ITEM, "b)", "that"),
        (1, ITEM, "b)", "that"),
        (0, CONTAINER, "", "invites"),
        (1, PARAGRAPH, "", "the"),
        (1, ITEM, "b)", "Member"),
    ]


def test_a_resolution_of_the_assembly_has_sentences_and_numbered_items():
    text = """World Summit on the Information Society
        The General Assembly,
        Recalling its resolutions 56/183 of 21 December 2001,
        Recalling also its decision,
        1. Endorses the Tunis Commitment;
        2. Decides to:
        (a) Declare a day;
        3. Invites all."""

    assert [(depth, kind, label) for depth, kind, label, _word in shape(text)] == [
        (0, TITLE, ""),
        (0, CHAPEAU, ""),
        (0, PARAGRAPH, ""),
        (0, PARAGRAPH, ""),
        (0, ITEM, "1."),
        (0, ITEM, "2."),
        (1, SUB_ITEM, "(a)"),
        (0, ITEM, "3."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "الرأي 3",
            "إن المنتدى العالمي (جنيف، 2013)،",
            "إذ يضع في اعتباره",
            "أ ) أن الإنترنت قد تطورت؛",
            "يدعو الدول الأعضاء",
            "1 إلى المساهمة؛",
        ],
        ["意见3", "论坛（2013年，日内瓦），", "考虑到", "a) 互联网已经发展；", "请成员国", "1 积极参与；"],
        [
            "AVIS 3",
            "Le Forum mondial (Genève, 2013),",
            "considérant",
            "a) que l’Internet a évolué;",
            "invite les États Membres",
            "1 à contribuer;",
        ],
        [
            "OPINIÓN 3",
            "El Foro Mundial (Ginebra, 2013),",
            "considerando",
            "a) que Internet ha evolucionado;",
            "invita a los Estados Miembros",
            "1. a contribuir;",
        ],
        [
            "МНЕНИЕ 3",
            "Всемирный форум (Женева, 2013 г.),",
            "учитывая",
            "a) что интернет развился;",
            "предлагает Государствам-Членам",
            "1. внести вклад;",
        ],
    ],
    ids=["ar", "zh", "fr", "es", "ru"],
)
def test_the_same_opinion_in_other_languages(lines):
    assert [(depth, kind) for depth, kind, _label, _word in shape("\n".join(lines))] == [
        (0, TITLE),
        (0, CHAPEAU),
        (0, CONTAINER),
        (1, ITEM),
        (0, CONTAINER),
        (1, ITEM),
    ]


def test_a_text_of_styled_headings():
    paragraphs = [
        Plain("Recommendations", heading=True, level=0),
        Plain("Scope", label="1.", heading=True, level=0),
        Plain("Everyone takes part."),
        Plain("Definitions", heading=True, level=1),
        Plain("A stakeholder is one who says so.", label="•", level=0),
    ]

    assert [(each.kind, each.parent, each.doubts) for each in outline_of(paragraphs)] == [
        (TITLE, None, ()),
        (CONTAINER, None, (Doubt.STYLED,)),
        (PARAGRAPH, 1, ()),
        (CONTAINER, 1, (Doubt.STYLED,)),
        (ITEM, 3, ()),
    ]


def test_what_was_guessed_says_so():
    found = outline_of(
        [Plain("A title perhaps"), Plain("considering"), Plain("a) that;"), Plain("and yet"), Plain("urges")]
    )

    assert [each.doubts for each in found] == [(Doubt.TITLE,), (), (), (Doubt.ORPHAN,), (Doubt.HEADING,)]
    assert [each.sure for each in found] == [False, True, True, False, False]


def test_an_automatic_number_leaves_the_typed_words_alone():
    assert outline_of([Plain("1 that it is", label="c)")]) == [Understood(ITEM, "c)", "1 that it is", None, 0)]


def test_clauses_get_the_identity_they_came_with_once():
    found = outline_of(
        [Plain("considering", identity="k"), Plain("a) one;", identity="k"), Plain(" "), Plain("b) two;")]
    )

    assert as_outline(found, identify=lambda place: f"new-{place}") == (
        Clause("k", CONTAINER, "considering"),
        Clause("new-1", ITEM, "one;", "a)", "k"),
        Clause("new-2", ITEM, "two;", "b)", "k"),
    )


line = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["considering", "invites", "a) x", "b) y", "(i) z", "1. q", "1.1 r", "• s", "TITLE", "The Forum,"]),
)


@given(st.lists(st.builds(Plain, line, level=st.none() | st.integers(0, 3), heading=st.booleans())))
@settings(deadline=None)
def test_no_words_are_lost_and_parents_stand_before(paragraphs):
    found = outline_of(paragraphs)

    left = {each.source: "".join(f"{each.label}{each.wording}".split()) for each in found}
    for number, paragraph in enumerate(paragraphs):
        letters = "".join(sign for sign in paragraph.text if sign.isalnum())
        assert "".join(sign for sign in left.get(number, "") if sign.isalnum()) == letters
    assert [each.source for each in found] == sorted(left)
    assert all(each.parent is None or each.parent < place for place, each in enumerate(found))
