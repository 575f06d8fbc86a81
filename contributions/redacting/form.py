"""What everybody reads of a contribution from which something was taken out, as it is stored beside the original."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contributions.content import Content

from .cutting import Cut, Gap, Redacted
from .parts import parts_of, with_parts


@dataclass(frozen=True)
class Removal:
    """One thing that was taken out: a passage of a part, or pages of a file (none of them named: the whole file).

    ``start`` and ``length`` are the place, in what is left of the part, where it is said; 0 for a file.
    """

    part: str
    grounds: tuple[str, ...]
    characters: int = 0
    words: int = 0
    start: int = 0
    length: int = 0
    file: int | None = None
    pages: tuple[int, ...] = ()

    @property
    def is_of_a_file(self) -> bool:
        return self.file is not None


@dataclass(frozen=True)
class PublicForm:
    """``grounds``: the words of each ground that is named, by its code and by language, as they were then."""

    content: Content
    files: Sequence[Removal] = ()
    grounds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def removals(self) -> list[Removal]:
        """All that was taken out, in reading order, files last."""
        passages = [
            Removal(part, gap.cut.grounds, gap.cut.characters, gap.cut.words, gap.start, gap.length)
            for part, text in parts_of(self.content).items()
            if isinstance(text, Redacted)
            for gap in text.gaps
        ]
        return [*passages, *self.files]

    def to_json(self) -> dict[str, Any]:
        """The shape that is stored."""
        gaps = {
            part: [
                [gap.start, gap.length, gap.cut.characters, gap.cut.words, list(gap.cut.grounds)] for gap in text.gaps
            ]
            for part, text in parts_of(self.content).items()
            if isinstance(text, Redacted)
        }
        files = [{"id": each.file, "pages": list(each.pages), "grounds": list(each.grounds)} for each in self.files]
        return {
            "content": self.content.to_json(),
            "gaps": gaps,
            "files": files,
            "grounds": {code: dict(words) for code, words in self.grounds.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PublicForm":
        """Read what was stored; the parts in which something was taken out are ``Redacted`` again."""
        content = Content.from_json(data["content"])
        texts = parts_of(content)
        torn = {
            part: Redacted(texts[part], [_gap(*given) for given in gaps])
            for part, gaps in data["gaps"].items()
            if part in texts
        }
        files = [
            Removal(f"file:{each['id']}", tuple(each["grounds"]), file=each["id"], pages=tuple(each["pages"]))
            for each in data["files"]
        ]
        return cls(with_parts(content, torn), files, data["grounds"])


def _gap(start: int, length: int, characters: int, words: int, grounds: Sequence[str]) -> Gap:
    return Gap(start, length, Cut(characters, words, tuple(grounds)))
