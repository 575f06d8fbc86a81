"""Made-up texts in six languages: a few hundred paragraphs of each, of which contributions are put together."""

from dataclasses import dataclass
from random import Random

# How many of ten thousand texts have the word.
MARKERS = {"connectivity": 1000, "multilingual": 100, "anemometer": 10}
# Out of a hundred contributions, so many are written in each.
SHARES = {"en": 50, "fr": 15, "es": 15, "ru": 8, "ar": 6, "zh": 6}
SYLLABLES = {
    "en": [
        "ton",
        "mer",
        "ing",
        "cor",
        "dal",
        "pre",
        "sen",
        "lor",
        "ver",
        "ant",
        "kin",
        "ble",
        "des",
        "tra",
        "pol",
        "ish",
    ],
    "fr": [
        "tion",
        "mer",
        "eur",
        "cor",
        "dal",
        "pré",
        "sen",
        "lor",
        "ver",
        "ant",
        "que",
        "ble",
        "dés",
        "tra",
        "pol",
        "ment",
    ],
    "es": [
        "ción",
        "mar",
        "ado",
        "cor",
        "dal",
        "pre",
        "sen",
        "lor",
        "ver",
        "ante",
        "que",
        "ble",
        "des",
        "tra",
        "pol",
        "mente",
    ],
    "ru": [
        "ние",
        "мор",
        "ость",
        "кор",
        "дал",
        "пре",
        "сен",
        "лор",
        "вер",
        "ант",
        "ств",
        "бле",
        "дес",
        "тра",
        "пол",
        "ный",
    ],
    "ar": ["مر", "كت", "سل", "دم", "عل", "نز", "قر", "فض", "طب", "جم", "حس", "رد", "شم", "وص", "لب", "خط"],
    "zh": list("网络治理数据公共政策标准接入安全社会技术合作发展权利平等"),
}
PARAGRAPHS, TITLES, WORDS = 100, 50, 60


@dataclass(frozen=True)
class Text:
    """A paragraph or a title in one language."""

    language: str
    text: str


def paragraphs(random: Random) -> list[Text]:
    """Paragraphs of some sixty words, ``PARAGRAPHS`` in each language, one language after the other."""
    return [Text(code, _sentence(code, WORDS, random)) for code in SHARES for _ in range(PARAGRAPHS)]


def titles(random: Random) -> list[Text]:
    """Titles of some seven words, ``TITLES`` in each language, one language after the other."""
    return [Text(code, _sentence(code, 7, random)) for code in SHARES for _ in range(TITLES)]


def marker(random: Random) -> str:
    """The words by which a text will be searched for; mostly none."""
    return " ".join(word for word, many in MARKERS.items() if random.randrange(10_000) < many)


def _sentence(language: str, words: int, random: Random) -> str:
    apart = "" if language == "zh" else " "
    said = apart.join(_word(language, random) for _ in range(words))
    return said[0].upper() + said[1:] + ("。" if language == "zh" else ".")


def _word(language: str, random: Random) -> str:
    """Short words are common, long ones rare, as in real texts."""
    syllables = SYLLABLES[language]
    common = syllables[: 3 + random.randrange(len(syllables) - 2)]
    return "".join(random.choices(common, k=random.choice((1, 2, 2, 3))))
