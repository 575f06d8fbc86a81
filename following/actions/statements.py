"""The statements by which news reaches any number of readers without any of them coming into Python."""

from django.contrib.auth import get_user_model
from django.db import connection

from following.models import Follow, Item, Reader
from notifications.models import Letter, Undeliverable, Words


def _sql(statement: str) -> str:
    """With the tables' names for ``[model]``."""
    models = (get_user_model(), Reader, Follow, Item, Letter, Words, Undeliverable)
    for model in models:
        statement = statement.replace(f"[{model._meta.model_name}]", connection.ops.quote_name(model._meta.db_table))
    return statement


# Who is next, the quickest pace of each first; who is gone or has a letter of their own is passed over.
ITEMS = _sql("""
    WITH next AS (
        SELECT DISTINCT ON (f.reader_id) f.reader_id, f.topic, f.pace,
               p.id IS NULL OR (p.is_active AND p.id <> ALL(%(but)s::bigint[])) AS is_told
        FROM [follow] f
        JOIN [reader] r ON r.id = f.reader_id
        LEFT JOIN [person] p ON p.id = r.person_id
        WHERE f.topic = ANY(%(topics)s::text[]) AND f.reader_id > %(after)s AND f.since <= %(since)s
          AND (f.reminders OR %(every)s)
        ORDER BY f.reader_id, f.pace, f.topic
        LIMIT %(chunk)s
    ), stored AS (
        INSERT INTO [item] (reader_id, news_id, topic, pace, created_at)
        SELECT reader_id, %(news)s, topic, pace, %(now)s FROM next WHERE is_told
        ON CONFLICT DO NOTHING
        RETURNING 1
    )
    SELECT (SELECT max(reader_id) FROM next), (SELECT count(*) FROM stored)
""")

# The items of these readers that go by letter, by what decides which words and when.
GROUPS = _sql("""
    SELECT i.pace, COALESCE(p.language, r.language), COALESCE(p.time_zone, r.time_zone), i.topic,
           r.quiet_from, r.quiet_until, r.digest_at, array_agg(i.id)
    FROM [item] i
    JOIN [reader] r ON r.id = i.reader_id AND r.by_mail
    LEFT JOIN [person] p ON p.id = r.person_id
    WHERE i.news_id = %(news)s AND i.reader_id > %(after)s AND i.reader_id <= %(last)s
    GROUP BY 1, 2, 3, 4, 5, 6, 7
""")

DIGESTS = _sql("""
    UPDATE [item] i SET due_at = due.at
    FROM unnest(%(items)s::bigint[], %(due)s::timestamptz[]) AS due(item, at)
    WHERE i.id = due.item
""")

# An address that nothing arrives at has no letters to followers; its items stay to be read here.
LETTERS = _sql("""
    WITH chosen AS (
        SELECT i.id AS item_id, gen_random_uuid() AS letter_id, i.reader_id, r.person_id, g.not_before, g.words_id,
               COALESCE(p.email, r.address) AS address
        FROM unnest(%(items)s::bigint[], %(words)s::bigint[], %(due)s::timestamptz[])
             AS g(item_id, words_id, not_before)
        JOIN [item] i ON i.id = g.item_id
        JOIN [reader] r ON r.id = i.reader_id
        LEFT JOIN [person] p ON p.id = r.person_id
    ), stored AS (
        INSERT INTO [letter] (
            id, key, person_id, address, language, family, about, subject_line, text, html, words_id, stop, priority,
            hold, message_id, created_at, next_attempt_at, attempts, last_error, useless_from
        )
        SELECT c.letter_id, 'news:' || %(news)s || ':' || c.reader_id, c.person_id, c.address, w.language, %(family)s,
               %(about)s, w.subject_line, '', '', w.id, c.reader_id || '-n' || %(news)s, %(priority)s, false,
               '<' || replace(gen_random_uuid()::text, '-', '') || '@' || %(host)s || '>', %(now)s, c.not_before, 0, '',
               %(useless_from)s
        FROM chosen c
        JOIN [words] w ON w.id = c.words_id
        WHERE NOT EXISTS (SELECT 1 FROM [undeliverable] u WHERE u.address = lower(c.address))
        RETURNING id
    )
    UPDATE [item] i SET letter_id = c.letter_id
    FROM chosen c JOIN stored s ON s.id = c.letter_id
    WHERE i.id = c.item_id
""")
