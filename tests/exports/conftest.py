"""A round in which six languages are spoken."""

import pytest

LANGUAGES = {
    "ar": ("عن الأسلاك", "الأسلاك مفيدة للجميع."),
    "en": ("On cables", "Cables matter."),
    "es": ("Sobre los cables", "Los cables importan, señora."),
    "fr": ("Des câbles", "Les câbles comptent."),
    "ru": ("О кабелях", "Кабели важны."),
    "zh": ("关于电缆", "电缆很重要。"),
}
SOURCES = {
    "ar": "Union of Amber",
    "en": "Ministry of Posts",
    "es": "Zeta Network",
    "fr": "Beacon Society",
    "ru": "Kappa Institute",
    "zh": "Delta Works",
}


@pytest.fixture
def question(make_question):
    return make_question(1, text={"en": "What about cables?", "ar": "ماذا عن الأسلاك؟"})


@pytest.fixture
def six(question, make_contribution, make_source):
    """Six published contributions, each with an answer, a statement and two recommendations in its language."""
    made = {}
    for code, (title, words) in LANGUAGES.items():
        source = make_source(SOURCES[code], country="KE")
        made[code] = make_contribution(
            sources=[{"id": source.pk}],
            language=code,
            title=title,
            statement=f"{words}\n\n{words}",
            answers={str(question.pk): words},
            recommendations=[words, f"={words}"],
        )
    return made
