from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0008_understandings"),
    ]

    operations = [
        migrations.AddField(
            model_name="nextversion",
            name="ground",
            field=models.TextField(blank=True, verbose_name="ground"),
        ),
        migrations.AddField(
            model_name="clausedecision",
            name="moved",
            field=models.JSONField(default=list),
        ),
    ]
