"""Names are sorted anew: in a language's own script its letters come before Latin ones."""

from django.db import migrations

from common.collation import sort_key

LONGEST_KEY = 2000
CHANGED = ["ar", "ru", "zh"]
BATCH = 1000


def sort_anew(apps, schema_editor):
    names = apps.get_model("stakeholders", "SourceName").objects
    batch = []
    for name in names.filter(language__in=CHANGED).only("name", "language").iterator(BATCH):
        name.sort_key = sort_key(name.name, language=name.language)[:LONGEST_KEY]
        batch.append(name)
        if len(batch) == BATCH:
            names.bulk_update(batch, ["sort_key"])
            batch = []
    names.bulk_update(batch, ["sort_key"])


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0003_default_groups")]
    operations = [migrations.RunPython(sort_anew, migrations.RunPython.noop, elidable=True)]
