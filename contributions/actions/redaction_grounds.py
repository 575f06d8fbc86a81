"""The list of grounds on which a process removes passages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.localized import versions
from common.refusals import Incomplete
from common.stamps import bump
from consultations.actions.changing import still_there
from consultations.actions.permission import must_set_up
from consultations.models import Process
from contributions.grounds import DEFAULT_GROUNDS
from contributions.models import RedactionGround
from record.actions import enter

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def set_redaction_ground(
    process: Process, code: str, *, by: "Person | None", said: Mapping[str, str], is_offered: bool = True
) -> RedactionGround:
    """Say a ground of the published list in these words, by language; with ``code`` "" add one to it.

    One that says the same already is not added twice. What was removed before keeps the words that it was removed
    with. Raise ``NotAllowed`` for whoever may not set the process up, ``Incomplete`` for a ground without words.
    """
    must_set_up(process, by)
    # Its row is the queue in which two who add a ground wait for each other.
    still_there(process)
    words = {language: " ".join(text.split()) for language, text in said.items() if text.strip()}
    if not words:
        sentence = _("Say the ground in one language at least.")
        raise Incomplete(sentence, fields={"said": sentence})
    own = RedactionGround.objects.filter(process=process)
    code = code or next((each.code for each in own if versions(each.text) == words), "") or _free_code(process)
    ground, _is_new = RedactionGround.objects.update_or_create(
        process=process, code=code, defaults={"text": words, "is_offered": is_offered}
    )
    enter("process.redaction_ground", subject=process, by=by, ground=ground.code, is_offered=is_offered)
    bump("public")
    return ground


def _free_code(process: Process) -> str:
    taken = {*DEFAULT_GROUNDS, *RedactionGround.objects.filter(process=process).values_list("code", flat=True)}
    return next(code for number in range(1, len(taken) + 2) if (code := f"own-{number}") not in taken)
