"""Changing how a process is set up."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.languages import is_known
from common.localized import versions
from common.refusals import Incomplete, Sentence
from common.stamps import bump
from consultations.models import Process, Symbol
from consultations.symbols import check_grammar, check_length
from record.actions import enter
from stakeholders.models import StakeholderGroup

from .changing import differing, lock_as_seen, still_there, store
from .permission import must_set_up
from .process import Words

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def change_process(
    process: Process,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: "Person | None",
    groups: Collection[StakeholderGroup] | None = None,
) -> None:
    """Change fields of a process by their names, and which groups it uses if ``groups`` is given.

    ``seen`` is the number of changes (``Process.edits``) that it had on the page. The code and the grammar of symbols
    stay once a symbol was given, the address once the process is public: both are cited. Raise ``NotAllowed``;
    ``Overtaken`` where somebody was faster; ``Incomplete`` with a sentence for each field that cannot be so.
    """
    must_set_up(process, by)
    current = lock_as_seen(process, seen)
    new = differing(current, changes)
    wrong = dict(_wrong(current, new))
    if groups is not None and not groups:
        wrong["groups"] = _("Choose at least one group.")
    if wrong:
        raise Incomplete(_("The process cannot be set up like this."), fields=wrong)
    regrouped = groups is not None and {each.pk for each in groups} != set(current.groups.values_list("pk", flat=True))
    if groups is not None and regrouped:
        current.groups.set(groups)
    store(current, new, verb="process.change", by=by, also="groups" if regrouped else "")
    process.refresh_from_db()


@transaction.atomic
def add_group(process: Process, *, name: Words, by: "Person | None") -> StakeholderGroup:
    """Add a stakeholder group that this process has for itself. One that is called so already does no harm.

    Raise ``NotAllowed``, ``Incomplete`` without a name.
    """
    must_set_up(process, by)
    words = versions(name)
    if not words:
        raise Incomplete(_("Say what the group is called."), fields={"name": _("Say what the group is called.")})
    still_there(process)
    if again := next((each for each in process.groups.all() if versions(each.name) == words), None):
        return again
    group = StakeholderGroup.objects.create(code=_free_code(process, words), name=words)
    process.groups.add(group)
    enter("group.create", subject=group, by=by, code=group.code, process=process.pk)
    bump("public")
    return group


def _free_code(process: Process, words: Mapping[str, str]) -> str:
    """A short name for addresses: of the English name, or of the process alone; with a number where it is taken."""
    stem = slugify(f"{process.slug} {words.get('en', '')}")[:34].strip("-") or f"group-{process.pk}"
    taken = set(StakeholderGroup.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if code not in taken)


def _wrong(process: Process, new: Mapping[str, Any]) -> Mapping[str, Sentence]:
    """What of the new values cannot be, by field."""
    wrong: dict[str, Sentence] = {}
    if "name" in new and not versions(new["name"]):
        wrong["name"] = _("Give the name in one language at least.")
    if "languages" in new and not (new["languages"] and all(is_known(code) for code in new["languages"])):
        wrong["languages"] = _("Choose at least one language.")
    if "time_zone" in new and new["time_zone"] not in available_timezones():
        wrong["time_zone"] = _("Choose a time zone such as Europe/Zurich.")
    if "slug" in new and process.public_at is not None:
        wrong["slug"] = _("The address stays, because it is public and others link to it.")
    if cited := {"code", "symbol_grammar"} & new.keys():
        if Symbol.objects.filter(process=process).exists():
            wrong |= dict.fromkeys(cited, _("This stays, because symbols have been given in this process already."))
        else:
            wrong |= _wrong_symbols(new.get("symbol_grammar", process.symbol_grammar), new.get("code", process.code))
    return wrong


def _wrong_symbols(grammar: str, code: str) -> Mapping[str, Sentence]:
    """What is wrong with the symbols that this grammar would give."""
    try:
        check_grammar(grammar)
        check_length(grammar, process=code)
    except ValidationError as error:
        return {"symbol_grammar": " ".join(error.messages)}
    return {}
