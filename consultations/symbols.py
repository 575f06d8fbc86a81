"""The grammar of symbols: how a process writes its citable numbers. No database.

A grammar is a text with ``{process}``, ``{round}`` and ``{number}`` in it, such as
``{process}/{round}/{number}``, which gives WGEC/3/7. A modifier follows after a stroke:
WGEC/3/7/Rev.1 replaces it, Add.1 adds to it, Corr.1 corrects it.
"""

import re
from collections.abc import Iterable
from string import Formatter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.lines import one_line

PARTS = {"process", "round", "number"}
NEEDED = {"round", "number"}
LONGEST = 120
_MODIFIER = re.compile(r"(Rev|Add|Corr)\.[1-9][0-9]*", re.ASCII)


def render(grammar: str, *, process: str, round_number: int, number: int, modifier: str = "") -> str:
    """The text of a symbol."""
    plain = grammar.format(process=process, round=round_number, number=number)
    return f"{plain}/{modifier}" if modifier else plain


def stem(grammar: str, *, process: str, round_number: int) -> str:
    """What all symbols of a round begin with, such as WGEC/3: how the round itself is cited.

    "" where the grammar does not name the round before the number.
    """
    before, _number, _after = grammar.partition("{number}")
    if "{round}" not in before:
        return ""
    return re.sub(r"[^\w)\]]+$", "", before.format(process=process, round=round_number))


def modifier_after(taken: Iterable[str], kind: str) -> str:
    """The modifier of what comes next beside these: ``Rev.2`` after ``Rev.1`` and ``Add.4``, if ``kind`` is ``Rev``."""
    start = f"{kind}."
    last = max((int(each.removeprefix(start)) for each in taken if each.startswith(start)), default=0)
    return f"{start}{last + 1}"


def check_grammar(grammar: str) -> None:
    """Raise ``ValidationError`` unless two documents can never get one symbol under this grammar.

    It must name round and number, nothing but the known parts, and keep something between them that is no digit:
    ``{round}{number}`` would write 1 and 11 like 11 and 1, and ``{round}0{number}`` 1 and 101 like 101 and 1.
    """
    try:
        pieces = list(Formatter().parse(grammar))
    except ValueError as error:
        raise ValidationError(_("The braces of this grammar do not match.")) from error
    names = [name for _text, name, _spec, _conversion in pieces if name is not None]
    plain = all(not spec and not conversion for _text, _name, spec, conversion in pieces)
    if not plain or not NEEDED <= set(names) <= PARTS or len(names) != len(set(names)):
        raise ValidationError(_("A grammar of symbols has {round} and {number} once each, and may have {process}."))
    if any(name is not None and (not text or text.isdigit()) for text, name, _spec, _conversion in pieces[1:]):
        raise ValidationError(_("Put a stroke or another mark between the parts of the symbol."))


def check_length(grammar: str, *, process: str) -> None:
    """Raise ``ValidationError`` where a symbol could become longer than ``LONGEST``, or has signs that nobody sees."""
    longest = render(grammar, process=process, round_number=99_999, number=999_999, modifier="Corr.999")
    if len(longest) > LONGEST or longest != one_line(longest):
        shorter = _("Make it shorter, on one line: a symbol has at most %(number)d signs.")
        raise ValidationError(shorter % {"number": LONGEST})


def check_modifier(modifier: str) -> None:
    """Raise ``ValidationError`` for anything but Rev.1, Add.1, Corr.1 and so on."""
    if not _MODIFIER.fullmatch(modifier):
        raise ValidationError(_("A modifier is Rev., Add. or Corr. with a number, such as Rev.1."))
