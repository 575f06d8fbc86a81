"""Who may speak for a source. What a secretariat may do here is added in ``consultations.rules``."""

import rules

from stakeholders.models import Mandate, Person, Source


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


rules.set_perm("stakeholders.speak_for", speaks_for)
