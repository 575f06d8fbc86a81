"""What a file says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .directions import RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself.

    ``language``: of the text, as in "fr"; it also says which way paragraphs without letters run, unless ``rtl`` does.
    ``head``: a line on top of each page (its symbol, say). ``facts``: kept with the file under their names, as its
    custom properties. ``at``: when it was made (ISO 8601), "" to say nothing of it.
    """

    title: str
    language: str = "en"
    rtl: bool | None = None
    head: str = ""
    tracking: bool = True
    at: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def runs_left(self) -> bool:
        """Does the document run from right to left?"""
        return self.language.split("-")[0] in RIGHT_TO_LEFT if self.rtl is None else self.rtl
