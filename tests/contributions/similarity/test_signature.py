"""Nearly equal texts are found by a band they share, different ones are not; in any script."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.similarity.signature import ALIKE, alike, estimated, jaccard, nearest, shingles, signature
from contributions.similarity.words import number_of_words, words_of

ENGLISH = """Submarine cables carry nearly all traffic between continents, and most faults come from anchors and
fishing gear near the coast. We ask that every landing station keeps spare parts for two repairs, that permits for a
repair ship are given within two days, and that charts show each cable. Coastal communities should be asked first,
since they live with the works and see what happens on the beach long before anybody in a capital does."""
ARABIC = """تحمل الكابلات البحرية معظم حركة الاتصالات بين القارات، وتأتي معظم الأعطال من المراسي ومعدات الصيد قرب
الساحل. نطلب أن تحتفظ كل محطة إنزال بقطع غيار لإصلاحين، وأن تمنح تصاريح سفن الإصلاح خلال يومين، وأن تظهر الخرائط كل
كابل. وينبغي أن تستشار المجتمعات الساحلية أولا لأنها تعيش مع الأعمال وترى ما يحدث على الشاطئ قبل غيرها بوقت طويل."""
CHINESE = "海底电缆承载着各大洲之间几乎全部的通信流量，大多数故障来自沿海的船锚和渔具。我们要求每个登陆站备有两次维修所需的零件，维修船的许可应在两天内发放，海图应标明每条电缆。沿海社区应首先得到咨询。"  # noqa: E501
TEXTS = {"english": ENGLISH, "arabic": ARABIC, "chinese": CHINESE}


def edited(text, share, random):
    """The text with so many of its words replaced, as people fill in a form letter."""
    words = text.split() if " " in text else list(text)
    for place in random.sample(range(len(words)), round(len(words) * share)):
        words[place] = f"other{random.randrange(1000)}" if " " in text else chr(random.randrange(0x4E00, 0x5E00))
    return (" " if " " in text else "").join(words)


def made_up(random, words=200):
    return " ".join(f"w{random.randrange(400)}" for _ in range(words))


@pytest.mark.parametrize("script", TEXTS)
def test_lightly_edited_copy_shares_a_band_in_every_script(script):
    text, random = TEXTS[script], Random(1)

    for _ in range(30):
        copy = edited(text, 0.08, random)
        assert set(signature(text).bands) & set(signature(copy).bands)
        assert alike(text, copy) >= ALIKE


@pytest.mark.parametrize("script", TEXTS)
def test_case_punctuation_and_line_breaks_make_no_difference(script):
    text = TEXTS[script]
    other = text.upper().replace("،", " ، ").replace(",", " –").replace("\n", "\n\n")

    assert signature(text) == signature(other)
    assert alike(text, other) == 1.0


def test_recall_of_copies_and_silence_about_strangers():
    random = Random(2)
    originals = [made_up(random) for _ in range(60)]
    found = {
        share: sum(
            bool(set(signature(text).bands) & set(signature(edited(text, share, random)).bands)) for text in originals
        )
        for share in (0.02, 0.05, 0.1, 0.2)
    }
    strangers = sum(bool(set(signature(one).bands) & set(signature(other).bands)) for one, other in pairwise(originals))

    assert found[0.02] == found[0.05] == 60
    assert found[0.1] >= 59
    assert found[0.2] >= 40
    assert strangers == 0


def test_vowels_and_letter_forms_of_arabic_make_no_difference():
    assert words_of("الْحُكُومَةُ") == words_of("الحكومة")


def test_short_boilerplate_is_alike_only_word_for_word():
    one = "We support the draft and thank the secretariat for it."
    other = "We support the draft and thank the chair for it."

    assert alike(one, one.upper()) == 1.0
    assert alike(one, other) == 0.0
    assert signature(one).bands == signature(one.lower()).bands != signature(other).bands


def test_what_hardly_says_anything_is_like_nothing():
    assert signature("We support it.").bands == ()
    assert signature("").bands == ()
    assert alike("We support it.", "We support it.") == 0.0


def test_text_that_is_added_to_a_short_one_is_another():
    short = " ".join(f"word{number}" for number in range(12))

    assert alike(short, f"{short} {ENGLISH}") == 0.0


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_a_share_and_the_same_from_both_sides(one, other):
    assert 0.0 <= alike(one, other) <= 1.0
    assert alike(one, other) == alike(other, one)
    assert jaccard(shingles(one), shingles(one)) == (1.0 if shingles(one) else 0.0)


@given(st.text(max_size=300))
def test_any_text_has_a_signature_that_postgresql_can_keep(text):
    made = signature(text)

    assert made == signature(text)
    assert all(-(2**31) <= band < 2**31 for band in made.bands)


def test_estimate_is_near_the_truth_and_puts_the_nearest_first():
    random = Random(3)
    near, far = edited(ENGLISH, 0.03, random), edited(ENGLISH, 0.15, random)
    numbers = signature(ENGLISH).numbers

    assert abs(estimated(numbers, signature(near).numbers) - alike(ENGLISH, near)) < 0.15
    others = [(1, signature(far).numbers), (2, signature(near).numbers), (3, signature(made_up(random)).numbers)]
    assert nearest(numbers, others, most=5)[0] == 2
    assert 3 not in nearest(numbers, others, most=5)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("Rev.1 of the state-of-the-art draft – at last!", 7),
        ("تحمل الكابلات البحرية", 3),
        ("海底电缆，承载着。", 7),
        ("the 海底 cable", 4),
        ("... — ...", 0),
    ],
)
def test_words_are_counted_in_any_script(text, number):
    assert number_of_words(text) == number
