from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portals', '0003_answered'),
    ]

    operations = [
        migrations.RemoveField(model_name='answered', name='body'),
        migrations.AddField(
            model_name='answered',
            name='body',
            field=models.TextField(blank=True, default='', help_text='JSON, its members in the order in which they went out.'),
        ),
    ]
