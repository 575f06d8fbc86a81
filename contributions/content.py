"""What a contribution says: one shape for the draft, the submission, the page and the digest.

The shape is JSON, kept by the database as it is:

``language``         code of the language it is written in, such as ``"es"``
``title``            one line
``statement``        plain text, paragraphs parted by an empty line
``answers``          object: id of a guiding question (as a string) → plain text
``recommendations``  list of plain texts, in the source's own order
``builds_on``        one line, such as ``"our contribution to the second meeting"``
``files``            list of objects ``id, name, media_type, size, sha256``
``amends``           where changes are proposed: object ``version`` (id), ``symbol``, ``digest`` of that version, and
                     ``compared``: names of files without revision marks that were compared with it, if any
``changes``          list of objects ``op, clause, after, wording, clause_kind, label, kind, reason``, as in
                     ``texts.engine.changes``; clauses by identity
``missing``          plain text: what the text does not say and should
``sources``          list of objects ``id, name, acronym, country, group``; the id of a
                     source that is not known here yet is null
``on_behalf``        one line, such as ``"on behalf of five regional registries"``, if any
``consent``          what the public may see, where that is not all: ``"group"`` or ``"aggregate"``

The **digest** is the SHA-256, in lower-case hexadecimal, of the *canonical* form: JSON in
UTF-8 with keys in code-point order, no white space and no escaped letters (RFC 8785 for
the types that occur here: objects, lists, strings, integers, null).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from common.lines import one_line, storable
from contributions.enums import Consent

# What a page can show and a form can send again; the rest goes into a file. Characters and not bytes, so that no
# script has less room than another: some two hundred pages.
LONGEST = 600_000
MOST_LINES = 20_000
MOST_RECOMMENDATIONS = 200


# Fields that most contributions do not have: stored only where they say something, so that older digests stay the same.
RARE = frozenset({"amends", "changes", "missing", "on_behalf", "consent"})
LONGEST_LINE = 300


@dataclass
class Content:
    """What a contribution says, typed. See the module for the meaning of each field."""

    language: str = ""
    title: str = ""
    statement: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    recommendations: list[str] = field(default_factory=list)
    builds_on: str = ""
    amends: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    missing: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    on_behalf: str = ""
    consent: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Content":
        """Read what was stored; unknown keys are passed over, missing or mistyped ones are empty."""
        return cls(
            language=_text(data.get("language")),
            title=_text(data.get("title")),
            statement=_text(data.get("statement")),
            answers={str(key): _text(value) for key, value in _object(data.get("answers")).items() if _text(value)},
            recommendations=[_text(item) for item in _list(data.get("recommendations")) if _text(item).strip()],
            builds_on=_text(data.get("builds_on")),
            amends=dict(_object(data.get("amends"))),
            changes=_entries(data.get("changes")),
            missing=_text(data.get("missing")),
            files=_entries(data.get("files")),
            sources=_entries(data.get("sources")),
            on_behalf=one_line(_text(data.get("on_behalf")))[:LONGEST_LINE],
            consent=_consent(data.get("consent")),
        )

    def to_json(self) -> dict[str, Any]:
        """The shape that is stored; of what is ``RARE`` only what there is."""
        return {key: value for key, value in asdict(self).items() if value or key not in RARE}

    @property
    def is_empty(self) -> bool:
        """True while it says nothing: no words, no changes and no files."""
        return not self.files and not self.changes and not any(text.strip() for text in self.passages())

    @property
    def is_too_long(self) -> bool:
        """True for more than a page can take: ``LONGEST`` characters, or ``MOST_LINES`` lines."""
        texts = [self.title, self.builds_on, *self.answers, *self.passages()]
        return sum(map(len, texts)) > LONGEST or sum(text.count("\n") for text in texts) > MOST_LINES

    def passages(self) -> Iterator[str]:
        """Every text that the source wrote, but for title and names, in reading order."""
        yield self.statement
        yield from self.answers.values()
        yield from self.recommendations
        for change in self.changes:
            yield from (str(change.get("wording", "")), str(change.get("reason", "")))
        yield self.missing

    def plain_text(self) -> str:
        """All words in reading order, for search and excerpts."""
        return "\n\n".join(text for text in self.passages() if text.strip())

    def words(self) -> int:
        """How many words it has, as white space parts them."""
        return sum(len(text.split()) for text in self.passages())


def canonical(data: Mapping[str, Any]) -> bytes:
    """The bytes whose SHA-256 is the digest."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical form, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def excerpt(text: str, *, limit: int = 300) -> str:
    """The first words of ``text``, on one line, at most ``limit`` characters, cut between words."""
    line = " ".join(text[: limit * 3].split())
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _text(value: object) -> str:
    return storable(value) if isinstance(value, str) else ""


def _consent(value: object) -> str:
    """ "" for everything that keeps nothing back: that is what nobody has to say."""
    return value if isinstance(value, str) and value in Consent.values and value != Consent.NAMED else ""


def _entries(value: object) -> list[dict[str, Any]]:
    return [
        {str(key): storable(each) if isinstance(each, str) else each for key, each in item.items()}
        for item in _list(value)
        if isinstance(item, Mapping)
    ]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
