"""What was sent before gets its words counted, a fingerprint to be made, and the day of its return."""

from django.db import migrations

from contributions.content import Content
from contributions.similarity.words import number_of_words

FINGERPRINTS = """
    INSERT INTO contributions_fingerprint (submission_id, bands, numbers, version)
    SELECT submission_id, '{}', '', 0 FROM contributions_contribution WHERE submission_id IS NOT NULL
"""
RETURNS = """
    UPDATE contributions_contribution contribution SET returned_at = told.at
    FROM (SELECT subject, max(at) AS at FROM record_entry WHERE verb = 'contribution.return' GROUP BY subject) told
    WHERE told.subject = 'contributions.contribution:' || contribution.id
"""


def count_words(apps, schema_editor):
    Contribution = apps.get_model("contributions", "Contribution")
    Submission = apps.get_model("contributions", "Submission")
    for submission in Submission.objects.filter(in_force_for__isnull=False).iterator(chunk_size=500):
        words = number_of_words(Content.from_json(submission.content).plain_text())
        Contribution.objects.filter(submission=submission.pk).update(words=words)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0013_similar_texts"), ("record", "0002_append_only")]

    operations = [
        migrations.RunSQL(FINGERPRINTS, migrations.RunSQL.noop),
        migrations.RunSQL(RETURNS, migrations.RunSQL.noop),
        migrations.RunPython(count_words, migrations.RunPython.noop),
    ]
