"""How a text becomes the words that are searched: the same for the text, for the question and for the snippet.

PostgreSQL's parser decides by the server's locale what is a letter; with the C locale of the embedded
build every sign beyond ASCII is one, so that «Интернет» keeps its quotation marks and is not found.
Therefore we fold texts ourselves before PostgreSQL sees them, and it only stems what we hand to it.

Chinese (and Japanese) is written without spaces and no PostgreSQL build here parts it into words. It is
searched by **bigrams**, each pair of neighbouring characters: 互联网 gives 互联, 联网 and, so that a single
character can be found by its beginning too, the last character alone, 网.
"""

import re
import unicodedata

# The search configuration of each language that PostgreSQL can stem among those of the United Nations.
CONFIGURATIONS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
SIMPLE = "simple"

# Characters of scripts that do not part words: Han with its extensions, kana.
UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")

# Arabic words that stand before or between others; PostgreSQL leaves them out as they are.
_PARTICLES = """
    في من على إلى الى عن مع أن ان إن أو او ثم لا لم لن ما هل قد كل كما لكن بل حتى إذا اذا عند بعد قبل بين تحت فوق
    هو هي هم هن هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذين اللاتي كان كانت يكون تكون ليس ليست منذ أي اي غير
"""
ARABIC_PARTICLES = frozenset(_PARTICLES.split())
# Written together with the word: "and", "so", "with", "like" before the article; "for" swallows its first letter.
ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]{0,2}ال|و?لل)(?=\w{2})")
TATWEEL_AND_VOWELS = re.compile(r"[\u0640\u064b-\u065f\u0670]")


class _Folding(dict[int, str]):
    """One character to one character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        if len(folded) != 1:
            folded = character
        self[code] = folded if unicodedata.category(folded)[0] in "LMN" else " "
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower-case letters and digits, everything else a space. Exactly as long as ``text``, place by place."""
    return text.translate(_FOLDING)


def configuration(language: str) -> str:
    """PostgreSQL's search configuration for a language code; ``simple`` where it knows none."""
    return CONFIGURATIONS.get(language.partition("-")[0].lower(), SIMPLE)


def for_stemmer(words: list[str], config: str) -> list[str]:
    """The words as the stemmer of ``config`` is best handed them.

    The Arabic stemmer cuts endings rightly only from words with the article: الحكومات gives the stem of
    حكومة, but حكومات does not. So every Arabic word gets the article first; particles stay as they are.
    """
    return [_definite(word) for word in words] if config == CONFIGURATIONS["ar"] else words


def _definite(word: str) -> str:
    bare = TATWEEL_AND_VOWELS.sub("", word)
    if bare in ARABIC_PARTICLES or len(bare) < 3 or not "\u0621" <= bare[0] <= "\u064a":
        return bare or word
    return "ال" + ARABIC_ARTICLE.sub("", bare)


def parted(folded: str) -> str:
    """What of a folded text is written in words; the rest is spaces."""
    return UNPARTED.sub(" ", folded)


def runs(folded: str) -> list[str]:
    """The stretches of a folded text that are written without spaces."""
    return UNPARTED.findall(folded)


def bigrams(run: str) -> list[str]:
    """The pairs of neighbouring characters of a run, and its last character alone."""
    return [*(run[place : place + 2] for place in range(len(run) - 1)), run[-1]]
