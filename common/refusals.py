"""What the house answers when it will not do something: an error that a person can read.

Actions raise these; pages, the API and commands turn them into an answer by one table.
"""

from django.utils.functional import Promise

Sentence = str | Promise


class Refusal(Exception):
    """Something was asked that will not be done. ``sentence`` says why, in the reader's language."""

    sentence: Sentence

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refusal):
    """This person may not do this."""


class NotPossible(Refusal):
    """Nobody can do this now: it is not the moment, or somebody was faster."""


class Overtaken(NotPossible):
    """Somebody else changed the same thing since this person began. Nothing was overwritten; the page shows both."""


class Gone(NotPossible):
    """What this was about is not there any more: somebody has thrown it away before it was ever public."""


class Incomplete(Refusal):
    """Something is missing or wrong. ``fields`` tells it per field name, each with its own sentence."""

    fields: dict[str, Sentence]

    def __init__(self, sentence: Sentence, *, fields: dict[str, Sentence] | None = None) -> None:
        super().__init__(sentence)
        self.fields = fields or {}


class TooMuch(Refusal):
    """More than one place may bring in a time. Nobody did anything wrong; later, or signed in, it is possible."""


# The one table for pages and API alike.
STATUS: dict[type[Refusal], int] = {NotAllowed: 403, NotPossible: 409, Gone: 410, Incomplete: 422, TooMuch: 429}


def status_of(refusal: Refusal) -> int:
    """The HTTP status for a refusal; a subclass takes its nearest parent's. 400 for one that is in no line."""
    return next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), 400)
