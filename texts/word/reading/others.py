"""Elements that belong to nothing else."""

from ..document import NoticeCode
from ..names import LINKS, w
from ..parsing import Element
from .state import Handler, Reading


def included(reading: Reading, element: Element) -> None:
    """``w:altChunk``, ``w:subDoc``: another file in the place of paragraphs."""
    reading.notice(NoticeCode.INCLUDED_FILE, element.get(f"{{{LINKS}}}id", ""))


def ruby(reading: Reading, element: Element) -> None:
    """``w:ruby``: the words, without what helps to pronounce them."""
    reading.notice(NoticeCode.RUBY)
    for base in element.iterchildren(w("rubyBase")):
        reading.walk(base)


HANDLERS: dict[str, Handler] = {
    w("altChunk"): included,
    w("subDoc"): included,
    w("ruby"): ruby,
}
