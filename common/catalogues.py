"""Message catalogues without the gettext programs: extract, merge, check, compile.

A newcomer's machine has Python and make; the gettext programs need root rights to install. Babel reads
Python and writes ``.po`` and ``.mo``; Django's own ``templatize`` turns a template into something that
Babel can read.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
DOMAIN = "django"
LEFT_OUT = {".venv", "var", "node_modules", "tests", "bench", "migrations", "static"}


def extract(root: Path) -> Catalog:
    """Every translatable string below ``root``, in the order of the files' names, without places in files."""
    catalogue = Catalog(project="Plenum", charset="utf-8")
    for path in _sources(root):
        for message, context in _messages(path):
            catalogue.add(message, context=context)
    return catalogue


def path_of(locale_dir: Path, language: str) -> Path:
    """Where the catalogue of a language lies."""
    return locale_dir / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(locale_dir: Path, language: str) -> Catalog:
    """The catalogue of a language; an empty one if there is none yet."""
    path = path_of(locale_dir, language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, project="Plenum", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def merge(locale_dir: Path, language: str, template: Catalog) -> Catalog:
    """Bring a language's catalogue up to date with ``template`` and write it; what is gone is dropped."""
    catalogue = read(locale_dir, language)
    # The day of the first extraction stays, so that nothing changes where nothing is new.
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = path_of(locale_dir, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, omit_header=False, no_location=True, sort_output=True)
    return catalogue


def compile_one(locale_dir: Path, language: str) -> None:
    """Write the ``.mo`` file that Django reads, at once or not at all; several at the same time do no harm."""
    target = path_of(locale_dir, language).with_suffix(".mo")
    with NamedTemporaryFile(dir=target.parent, suffix=".mo.new", delete=False) as file:
        write_mo(file, read(locale_dir, language))
    fresh = Path(file.name)
    fresh.chmod(0o644)
    fresh.replace(target)


def faults(catalogue: Catalog, template: Catalog) -> list[str]:
    """What is wrong with a catalogue, a line each: missing, left over, untranslated, wrong placeholders."""
    found = []
    wanted = {_key(message) for message in template if message.id}
    there = {_key(message) for message in catalogue if message.id}
    found += [f"missing: {_short(key[0])}" for key in sorted(wanted - there, key=str)]
    found += [f"left over: {_short(key[0])}" for key in sorted(there - wanted, key=str)]
    for message in catalogue:
        if message.id:
            found += _faults_of(message, plurals=catalogue.num_plurals)
    return found


def _faults_of(message: Message, *, plurals: int) -> list[str]:
    versions = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    if not all(versions) or (isinstance(message.id, (list, tuple)) and len(versions) != plurals):
        return [f"untranslated: {_short(message.id)}"]
    if message.fuzzy:
        return [f"fuzzy: {_short(message.id)}"]
    wanted = _placeholders(message.id if isinstance(message.id, str) else message.id[-1])
    # A plural form for one or two may leave the number out; it may not invent a name.
    for version in versions:
        names = _placeholders(version)
        if names - wanted or (len(versions) == 1 and names != wanted):
            return [f"placeholders differ: {_short(message.id)}"]
    return []


def _placeholders(text: str | None) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]", text or ""))


def _key(message: Message) -> tuple[object, str | None]:
    return (tuple(message.id) if isinstance(message.id, (list, tuple)) else message.id, message.context)


def _short(text: object) -> str:
    return str(text)[:100]


def _sources(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if (is_template or path.suffix == ".py") and not LEFT_OUT & set(path.relative_to(root).parts):
            yield path


def _messages(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Babel's tokenizer minds indentation, which means nothing here.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    for _line, function, found, _comments in extract_python(
        io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    ):
        said = _arranged(function, found)
        if said:
            yield said


def _arranged(function: object, found: object) -> tuple[str | tuple[str, ...], str | None] | None:
    """Sort a call's arguments into message and context; None for a call without a literal text."""
    arguments = list(found) if isinstance(found, (list, tuple)) else [found]
    context = arguments.pop(0) if "pgettext" in str(function) else None
    count = 2 if str(function).startswith(("ngettext", "npgettext")) else 1
    texts = [text for text in arguments[:count] if isinstance(text, str) and text]
    if len(texts) < count or (context is not None and not isinstance(context, str)):
        return None
    return (texts[0] if count == 1 else tuple(texts)), context
