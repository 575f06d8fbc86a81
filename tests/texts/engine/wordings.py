"""Made-up wordings that resemble each other, in several scripts, for the laws of the engine."""

from hypothesis import strategies as st

WORDS = (
    "the",
    "governments",
    "of",
    "stakeholders",
    "shall",
    "may",
    "70/125",
    "l’",
    "الحكومات",
    "من",
    "政",
    "府",
    "é",
    "e\u0301",
)
GLUE = (" ", " ", " ", ", ", "; ", ". ", "", "  ", "\u00a0", "(", ")\u0301")

wordings = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GLUE)), max_size=14).map(
    lambda pairs: "".join(word + glue for word, glue in pairs)
)
