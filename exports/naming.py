"""What an export is called."""

from django.utils.translation import gettext as _

from consultations.models import Round
from exports.enums import What


def title(what: str, round_: Round) -> str:
    """What the whole is called: ``Compilation by question: WGX, Meeting 1``."""
    said = {
        What.COMPILATION: _("Compilation by question: %(process)s, %(round)s"),
        What.INDEX: _("Index of contributions: %(process)s, %(round)s"),
        What.ARCHIVE: _("Archive: %(process)s, %(round)s"),
    }
    return said[What(what)] % {"process": round_.process.code, "round": round_.wording.text}


def file_name(what: str, round_: Round) -> str:
    """Under which name it is saved, without its ending."""
    return f"{round_.process.code} {round_.number} {what}"
