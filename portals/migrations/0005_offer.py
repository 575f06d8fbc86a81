import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portals', '0004_answers_as_text'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='address')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('offered_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('portal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='offer', to='portals.portal')),
            ],
            options={
                'verbose_name': 'offer of a portal',
                'verbose_name_plural': 'offers of portals',
                'indexes': [models.Index(fields=['expires_at'], name='offer_expires')],
            },
        ),
    ]
