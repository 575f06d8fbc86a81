"""Keeping the published grounds for declining, and the templates that officers begin their words with."""

import re
from typing import TYPE_CHECKING

from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from common.localized import versions
from common.refusals import Incomplete, NotPossible
from common.stamps import bump
from consultations.enums import ReasonUse
from consultations.grounds import OTHER
from consultations.models import Ground, Process, ReasonTemplate
from record.actions import enter

from .changing import still_there
from .permission import must_set_up, must_work_for
from .process import Words

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def set_ground(process: Process, code: str, *, by: "Person | None", sentence: Words, is_offered: bool = True) -> Ground:
    """Put a ground into the published list of the process, or change the one with this ``code``; never taken out.

    ``code`` "" adds one; the same words again do no harm. Raise ``NotAllowed`` for anybody but the head of the
    secretariat, ``Incomplete`` without words, and ``NotPossible`` for switching off the ground that fits when no other
    does.
    """
    must_set_up(process, by)
    still_there(process)
    if not versions(sentence):
        silent = _("Say the ground in one language at least.")
        raise Incomplete(silent, fields={"sentence": silent})
    # Its row is the queue in which two who add a ground wait for each other.
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    code = code or _code_for(process, sentence)
    validate_slug(code)
    if code == OTHER and not is_offered:
        raise NotPossible(_("Something must be left to choose where no ground of the list fits."))
    ground, _is_new = Ground.objects.update_or_create(
        process=process, code=code, defaults={"sentence": sentence, "is_offered": is_offered}
    )
    enter("ground.set", subject=ground, by=by, process=process.pk, offered=is_offered)
    bump("public")
    return ground


def _code_for(process: Process, sentence: Words) -> str:
    """The code of the ground with these words; else one that is free: nobody sees it, so it needs no name."""
    own = list(Ground.objects.filter(process=process))
    if again := next((each for each in own if versions(each.sentence) == versions(sentence)), None):
        return again.code
    numbers = [int(found[1]) for each in own if (found := re.fullmatch(r"own_([0-9]+)", each.code))]
    return f"own_{max(numbers, default=0) + 1}"


@transaction.atomic
def save_reason_template(
    process: Process,
    *,
    by: "Person | None",
    use: ReasonUse,
    language: str,
    name: str,
    text: str,
    instead_of: ReasonTemplate | None = None,
) -> ReasonTemplate:
    """Keep words to begin with under a name; ``instead_of`` is the template that they replace.

    Raise ``NotAllowed`` outside the secretariat, ``Incomplete`` without a name or words, and where another template
    for the same use in the same language has the name already.
    """
    must_work_for(process, by)
    still_there(process)
    if instead_of is not None:
        must_work_for(instead_of.process, by)
    name, text = name.strip(), text.strip()
    missing = {field: _("Fill this in.") for field, given in (("name", name), ("text", text)) if not given}
    same = ReasonTemplate.objects.filter(process=process, use=use, language=language, name=name)
    if any(each != instead_of for each in same):
        missing["name"] = _("Another template has this name.")
    if missing:
        raise Incomplete(_("This template is not complete yet."), fields=dict(missing))
    template = instead_of or ReasonTemplate(process=process)
    template.use, template.language, template.name, template.text = use, language, name, text
    template.save()
    enter("reason_template.save", subject=template, by=by, process=process.pk)
    return template


@transaction.atomic
def remove_reason_template(template: ReasonTemplate, *, by: "Person | None") -> None:
    """Throw a template away; what was written with it stays. Raise ``NotAllowed`` outside the secretariat."""
    must_work_for(template.process, by)
    enter("reason_template.remove", subject=template, by=by, process=template.process_id)
    template.delete()
