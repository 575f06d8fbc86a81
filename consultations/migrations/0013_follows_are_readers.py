"""Whoever followed a round is a reader who follows that round's topic."""

from django.db import migrations

READERS = """
    INSERT INTO following_reader (
        person_id, address, language, time_zone, by_mail, in_house, by_feed, feed_number, digest_at, about_drafts, since
    )
    SELECT person_id, '', '', 'UTC', true, true, false, 1, '07:00', true, min(since)
    FROM consultations_follow GROUP BY person_id
    ON CONFLICT DO NOTHING
"""
FOLLOWS = """
    INSERT INTO following_follow (reader_id, topic, pace, reminders, since)
    SELECT r.id, 'round:' || f.round_id, 0, false, f.since
    FROM consultations_follow f JOIN following_reader r ON r.person_id = f.person_id
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0012_contributions_address"), ("following", "0001_readers_follows_and_news")]

    operations = [
        migrations.RunSQL([READERS, FOLLOWS], reverse_sql=migrations.RunSQL.noop),
        migrations.DeleteModel(name="Follow"),
    ]
