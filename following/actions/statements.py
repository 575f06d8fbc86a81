"""The statements by which news reaches any number of readers without one of them becoming an object in Python."""

from django.contrib.auth import get_user_model

from common.tables import with_tables
from following.models import Follow, Item, Reader
from notifications.models import Letter, Undeliverable, Words


def _sql(statement: str) -> str:
    return with_tables(statement, get_user_model(), Reader, Follow, Item, Letter, Words, Undeliverable)


# Who is next, by what decides which words they have and when; of each reader the follow with the quickest pace. Who is
# gone or has a letter of their own is passed over. An address that nothing arrives at has no letters to followers.
NEXT = _sql("""
    WITH next AS (
        SELECT DISTINCT ON (f.reader_id) f.reader_id, f.topic, f.pace
        FROM [follow] f
        WHERE f.topic = ANY(%(topics)s::text[]) AND f.reader_id > %(after)s AND f.since <= %(since)s
          AND (f.reminders OR %(every)s)
        ORDER BY f.reader_id, f.pace, f.topic
        LIMIT %(chunk)s
    )
    SELECT p.id IS NULL OR (p.is_active AND p.id <> ALL(%(but)s::bigint[])) AS is_told,
           r.by_mail AND u.address IS NULL AS by_letter,
           n.pace, COALESCE(p.language, r.language), COALESCE(p.time_zone, r.time_zone), n.topic,
           r.quiet_from, r.quiet_until, r.digest_at, array_agg(n.reader_id ORDER BY n.reader_id)
    FROM next n
    JOIN [reader] r ON r.id = n.reader_id
    LEFT JOIN [person] p ON p.id = r.person_id
    LEFT JOIN [undeliverable] u ON u.address = lower(COALESCE(p.email, r.address))
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
""")

# An item for each; where there are words, a letter with it that may go at ``due``; else the digest that is due then.
STORE = _sql("""
    WITH given AS (
        SELECT reader_id, topic, pace, due, words_id,
               CASE WHEN words_id IS NOT NULL THEN gen_random_uuid() END AS letter_id
        FROM unnest(
            %(readers)s::bigint[], %(topics)s::text[], %(paces)s::smallint[], %(due)s::timestamptz[],
            %(words)s::bigint[]
        ) AS given(reader_id, topic, pace, due, words_id)
    ), stored AS (
        INSERT INTO [item] (reader_id, news_id, topic, pace, due_at, letter_id, created_at)
        SELECT reader_id, %(news)s, topic, pace, CASE WHEN letter_id IS NULL THEN due END, letter_id, %(now)s
        FROM given
        ON CONFLICT DO NOTHING
        RETURNING reader_id, letter_id
    ), written AS (
        INSERT INTO [letter] (
            id, key, person_id, address, language, family, about, subject_line, text, html, words_id, stop, priority,
            hold, message_id, created_at, next_attempt_at, attempts, last_error, useless_from
        )
        SELECT s.letter_id, 'news:' || %(news)s || ':' || s.reader_id, r.person_id, COALESCE(p.email, r.address),
               w.language, %(family)s, %(about)s, w.subject_line, '', '', w.id, s.reader_id || '-n' || %(news)s,
               %(priority)s, false, '<' || replace(gen_random_uuid()::text, '-', '') || '@' || %(host)s || '>',
               %(now)s, g.due, 0, '', %(useless_from)s
        FROM stored s
        JOIN given g ON g.letter_id = s.letter_id
        JOIN [words] w ON w.id = g.words_id
        JOIN [reader] r ON r.id = s.reader_id
        LEFT JOIN [person] p ON p.id = r.person_id
        RETURNING 1
    )
    SELECT count(*) FROM stored
""")
