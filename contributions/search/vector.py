"""What is stored of a contribution for search."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import Combinable

from common.lines import composed
from contributions.content import Content
from contributions.models import Contribution, DeskWords

from .words import SIMPLE, bigrams, configuration, fold, for_stemmer, parted, runs

# PostgreSQL refuses a vector whose words and places take a mebibyte. Bytes of different words, per text.
LARGEST = 350_000
LONGEST_WORD = 200
TITLE, BODY = "A", "D"


def index(contribution: Contribution, content: Content) -> None:
    """Make a published contribution findable by its words, its title, its sources and its symbol."""
    names = [str(source.get(key) or "") for source in content.sources for key in ("name", "acronym")]
    if contribution.symbol is not None:
        names += [contribution.symbol.text, contribution.symbol.alias]
    vector = vector_for(content.language, content.title, content.plain_text(), names=names)
    Contribution.objects.filter(pk=contribution.pk).update(search=vector)


def index_for_desk(contribution: Contribution, content: Content) -> None:
    """Make whatever was sent findable for those who read at its desk: also by its sources, its author and its symbol.

    In an index of its own: what only the desk may read is in no public one. ``content`` is what the desk may read.
    """
    author = contribution.author
    names = [str(source.get(key) or "") for source in content.sources for key in ("name", "acronym")]
    names += [author.name, author.email] if author is not None else []
    names += [contribution.symbol.text, contribution.symbol.alias] if contribution.symbol is not None else []
    vector = vector_for(content.language, content.title, content.plain_text(), names=names)
    rows = DeskWords.objects.filter(pk=contribution.pk)
    if not rows.update(words=vector):
        DeskWords.objects.create(contribution=contribution, words=vector)


def vector_for(language: str, title: str, text: str, *, names: Iterable[str] = ()) -> Combinable:
    """The expression to store in ``Contribution.search``: words stemmed as in ``language``, titles before texts.

    ``names`` (of sources, symbols) are not stemmed. What is beyond some hundred pages of different
    words is left out.
    """
    config = configuration(language)
    by_title, by_text = _words(title, config), _words(text, config)
    named = " ".join(part for name in names for part in _words(name, SIMPLE))
    return (
        SearchVector(Value(by_title[0]), config=config, weight=TITLE)
        + SearchVector(Value(by_text[0]), config=config, weight=BODY)
        + SearchVector(Value(f"{by_title[1]} {named}"), config=SIMPLE, weight=TITLE)
        + SearchVector(Value(by_text[1]), config=SIMPLE, weight=BODY)
    )


def _words(text: str, config: str) -> tuple[str, str]:
    """What is written in words, ready for the stemmer of ``config``, and the bigrams of what is not."""
    folded = fold(composed(text))
    pairs = (pair for run in runs(folded) for pair in bigrams(run))
    return _bounded(for_stemmer(parted(folded).split(), config)), _bounded(pairs)


def _bounded(words: Iterable[str]) -> str:
    """The words in their order, up to as many different ones as can be stored."""
    room, known, kept = LARGEST, set[str](), []
    for word in words:
        if word not in known:
            room -= len(word.encode()) + 8
            if room < 0:
                break
            known.add(word)
        if len(word) <= LONGEST_WORD:
            kept.append(word)
    return " ".join(kept)
