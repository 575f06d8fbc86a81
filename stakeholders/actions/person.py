"""What people change about themselves."""

from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from common.lines import one_line, storable
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


@transaction.atomic
def person_at(email: str, *, name: str = "", language: str = "") -> Person:
    """The person who signs in with this address; somebody new, who can, where nobody does yet.

    Where nobody has proven yet that the address is theirs, a password that was set with it is taken away: whoever
    reads the mail there comes in by a code, and nobody else. Raise ``Incomplete`` for what is no address.
    """
    address = Person.objects.normalize_email(storable(email).strip())
    try:
        MaxLengthValidator(254)(address)
        validate_email(address)
    except ValidationError as error:
        sentence = _("Enter an e-mail address, such as name@example.org.")
        raise Incomplete(sentence, fields={"email": sentence}) from error
    proven = EmailAddress.objects.filter(email__iexact=address, verified=True).select_related("user").first()
    if proven is not None:
        return proven.user
    person = Person.objects.select_for_update(no_key=True).filter(email__iexact=address).first()
    if person is None:
        person = Person.objects.create_user(
            address, name=one_line(name)[:200], language=language or settings.LANGUAGE_CODE
        )
        # The first sign-in by code proves it.
        EmailAddress.objects.create(user=person, email=address, verified=False, primary=True)
        enter("person.create", subject=person, by=None)
    elif person.has_usable_password():
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person
