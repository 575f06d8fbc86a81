"""Headings over parts of a decision, in six languages, and sentences that only begin like one."""

import pytest

from texts.engine.containers import Opening, opening_of


@pytest.mark.parametrize(
    "text",
    [
        "\tconsidering",
        "considering",
        "Considering further:",
        "recalling also",
        "noting with deep concern",
        "recognizing",
        "taking into account",
        "bearing in mind",
        "aware",
        "convinced",
        "mindful",
        "is of the view",
        "resolves, therefore,",
        "considering and recognizing",
        "invites",
        "considérant",
        "considérant en outre",
        "ayant à l’esprit",
        "est d'avis",
        "consciente",
        "décide",
        "considerando además",
        "teniendo presente",
        "resuelve",
        "opina",
        "учитывая далее",
        "принимая во внимание",
        "признавая",
        "придерживается мнения",
        "подчёркивая",
        "إذ يضع في اعتباره",
        "وإذ يلاحظ كذلك",
        "إذ تُذكِّر",
        "إذ يدرك",
        "يقرر",
        "考虑到",
        "进一步认识到",
        "注意到",
        "做出决议",
    ],
)
def test_bare_headings(text):
    assert opening_of(text) is Opening.BARE


@pytest.mark.parametrize(
    "text",
    [
        "invites Member States",
        "instructs the Secretary-General, in collaboration with the Directors of the three Bureaux",
        "strongly urges Member States and Sector Members",
        "requests the Secretary-General to",
        "calls upon",
        "invite les États Membres et les Membres de Secteur",
        "charge le Secrétaire général",
        "prie instamment les gouvernements",
        "décide d’inviter les États Membres",
        "invita a los Estados Miembros",
        "encarga al Secretario General",
        "поручает Генеральному секретарю",
        "настоятельно призывает Государства-Члены",
        "предлагает Государствам-Членам",
        "يدعو الدول الأعضاء",
        "يكلّف الأمين العام",
        "请成员国",
        "责成秘书长",
    ],
)
def test_headings_that_name_whom_they_address(text):
    assert opening_of(text) in (Opening.BARE, Opening.ADDRESSED)


@pytest.mark.parametrize(
    "text",
    [
        "Recalling its resolution 60/252 of 27 March 2006,",
        "Decides to remain seized of the matter.",
        "invites the Secretary-General to collaborate with related organizations",
        "Noting that the Internet has grown",
        "Vu la résolution 20,",
        "注意到互联网已经发展成为一个非常强大的工具；",
        "请成员国支持并促进这项工作，首先是秘书长的工作。",
    ],
)
def test_sentences_are_no_headings(text):
    assert opening_of(text) is Opening.SENTENCE


@pytest.mark.parametrize(
    "text", ["", " ", "that the Internet has grown", "Note: sent as received.", "互联网", "الإنترنت"]
)
def test_other_words_open_nothing(text):
    assert opening_of(text) is None
