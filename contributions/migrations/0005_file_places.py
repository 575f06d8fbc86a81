from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("contributions", "0004_withdrawn"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contributionfile",
            index=models.Index(fields=["file"], name="contribution_file_by_place"),
        ),
    ]
