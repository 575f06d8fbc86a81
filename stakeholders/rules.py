"""Who may speak for a source, and lead it. What a secretariat may do here is added in ``consultations.rules``."""

import rules

from stakeholders.models import Invitation, Mandate, Person, Source


@rules.predicate
def speaks_for(person: Person, source: Source | None) -> bool:
    """It is the person's own source, or a secretariat has confirmed their mandate for it."""
    if source is None or not person.is_authenticated:
        return False
    if source.person_id == person.pk:
        return True
    return Mandate.objects.confirmed().filter(person=person, source=source).exists()


@rules.predicate
def is_own_mandate(person: Person, mandate: Mandate | None) -> bool:
    return mandate is not None and mandate.person_id == person.pk


@rules.predicate
def leads(person: Person, source: Source | None) -> bool:
    """Is the one of those who speak for it who invites others and says who goes."""
    if source is None or not person.is_authenticated:
        return False
    return Mandate.objects.leading().filter(person=person, source=source).exists()


@rules.predicate
def leads_its_source(person: Person, about: Mandate | Invitation | None) -> bool:
    return about is not None and leads(person, about.source)


@rules.predicate
def sent_it(person: Person, invitation: Invitation | None) -> bool:
    return invitation is not None and person.is_authenticated and invitation.invited_by_id == person.pk


rules.set_perm("stakeholders.speak_for", speaks_for)
rules.set_perm("stakeholders.lead", leads)
