"""The groups that there are."""

from django.db import transaction

from record.actions import enter
from stakeholders.groups import DEFAULT_GROUPS
from stakeholders.models import StakeholderGroup


@transaction.atomic
def ensure_default_groups() -> list[StakeholderGroup]:
    """Create those of the seven default groups that are missing; change none that is there."""
    groups = []
    for data in DEFAULT_GROUPS:
        group, is_new = StakeholderGroup.objects.get_or_create(
            code=data.code, defaults={"name": data.names, "for_individuals": data.for_individuals}
        )
        if is_new:
            enter("group.create", subject=group, by=None, code=data.code)
        groups.append(group)
    return groups
