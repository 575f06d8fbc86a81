"""What we say around a compilation, on the page as in its files, in the reader's language."""

from collections.abc import Iterator

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.languages import active, locale_of, name_in
from texts.engine.compilation import Compilation, Phrases


def phrases() -> Phrases:
    """The few words inside a compilation. Labels in them are isolated: ``b)`` is not to turn in an Arabic sentence."""
    return Phrases(
        proposed_by=_("proposed by {sources}"),
        suppress=_isolated(_("SUP {clause}")),
        keep=_isolated(_("{clause}: keep as it is")),
        move=_isolated(_("move {clause} after {place}")),
        move_first=_isolated(_("move {clause} to the beginning")),
        unnumbered=_("clause {number} (“{words}”)"),
        add=_("ADD"),
        missing=_("What is missing"),
        missing_of=_("said of {symbol}"),
        unplaced=_("Proposals that have no place in this version"),
    )


def _isolated(phrase: str) -> str:
    return phrase.replace("{", "\u2068{").replace("}", "}\u2069")


def how_to_read() -> str:
    """What the brackets and the codes mean, in plain words."""
    return _(
        "What stands in square brackets [ ] is not agreed. The first wording of a clause is that of the text as it "
        "was issued, under its own label; the wordings that others propose follow as bis, ter, quater and so on. "
        "ADD is a new clause, SUP a proposal to suppress one. Who wants a clause kept as it is says so below it. "
        "Identical wordings stand once, with all who propose them."
    )


def rule_of_order() -> str:
    """By what rule wordings and sources stand one after another."""
    return _(
        "Wordings and sources stand in the alphabetical order of the sources’ names in %(language)s. The order says "
        "nothing about their weight."
    ) % {"language": name_in(active())}


def share(compilation: Compilation) -> str:
    """How much of the text stands in brackets."""
    locale = locale_of(active())
    return _("%(share)s of the text stands in brackets: %(bracketed)s of %(words)s words.") % {
        "share": format_percent(compilation.share_in_brackets, locale=locale),
        "bracketed": format_decimal(compilation.words_in_brackets, locale=locale),
        "words": format_decimal(compilation.words, locale=locale),
    }


def hidden(compilation: Compilation) -> str:
    """How many editorial changes are left out; "" for none."""
    if not compilation.hidden:
        return ""
    return ngettext(
        "%(number)s editorial change is left out.", "%(number)s editorial changes are left out.", compilation.hidden
    ) % {"number": format_decimal(compilation.hidden, locale=locale_of(active()))}


def compiled_from(number: int) -> str:
    """From how many contributions it is compiled."""
    if not number:
        return _("No contribution proposes anything to this version yet.")
    return ngettext(
        "Compiled from %(number)s published contribution.", "Compiled from %(number)s published contributions.", number
    ) % {"number": format_decimal(number, locale=locale_of(active()))}


def notes(compilation: Compilation, *, contributions: int, address: str) -> Iterator[str]:
    """What stands below the title of a file, paragraph by paragraph."""
    yield how_to_read()
    yield rule_of_order()
    facts = (share(compilation), hidden(compilation), compiled_from(contributions))
    yield " ".join(filter(None, facts))
    yield address
