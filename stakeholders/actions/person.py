"""What people change about themselves."""

from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, Sentence
from record.actions import enter
from stakeholders.models import Person


@transaction.atomic
def change_details(person: Person, *, name: str, language: str, time_zone: str) -> None:
    """Set how a person is called, and in which language and zone pages and letters reach them.

    What was published keeps the name of then. Raise ``Incomplete`` naming what is missing or unknown.
    """
    wrong: dict[str, Sentence] = {}
    name = one_line(name)
    if not name:
        wrong["name"] = _("Enter your name.")
    if language not in dict(settings.LANGUAGES):
        wrong["language"] = _("Choose one of the languages of these pages.")
    if time_zone not in available_timezones():
        wrong["time_zone"] = _("Choose a time zone from the list, such as Africa/Nairobi.")
    if wrong:
        raise Incomplete(_("Something about you is missing or wrong."), fields=wrong)
    given = {"name": name, "language": language, "time_zone": time_zone}
    Person.objects.filter(pk=person.pk).update(**given)
    vars(person).update(given)
    enter("person.change_details", subject=person, by=person)
