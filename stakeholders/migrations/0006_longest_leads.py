from django.db import migrations


def longest_leads(apps, schema_editor):
    """Whoever has spoken longest for a source leads it."""
    mandates = apps.get_model("stakeholders", "Mandate").objects
    confirmed = mandates.filter(ended_at=None).exclude(confirmed_at=None).order_by("source", "confirmed_at", "pk")
    for mandate in confirmed.distinct("source"):
        mandates.filter(pk=mandate.pk).update(is_lead=True)


class Migration(migrations.Migration):

    dependencies = [("stakeholders", "0005_leads_invitations_standing")]

    operations = [migrations.RunPython(longest_leads, migrations.RunPython.noop, elidable=True)]
