"""The seven groups that every process may begin with exist from the first start."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from stakeholders.groups import DEFAULT_GROUPS


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("stakeholders", "StakeholderGroup").objects
    for data in DEFAULT_GROUPS:
        groups.get_or_create(code=data.code, defaults={"name": data.names, "for_individuals": data.for_individuals})


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0002_known_as")]
    # Going back leaves them: something may belong to them by then.
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
