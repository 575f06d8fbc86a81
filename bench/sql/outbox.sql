-- A million letters in one table, half of them to followers: what a house has written after some years. Of those with
-- words of their own one in a hundred failed or came back, and some are held, wait or were called off. The oldest of
-- all are those of a small desk.
SET LOCAL session_replication_role = replica;

INSERT INTO following_reader (
    id, address, language, time_zone, by_mail, in_house, by_feed, feed_number, digest_at, about_drafts, since
)
SELECT n, 'reader' || n || '@example.org', 'en', 'UTC', true, true, false, 1, '07:00', true, now()
FROM generate_series(1, 5000) n;
SELECT setval('following_reader_id_seq', 5000);

INSERT INTO following_news (
    id, key, kind, subject, topics, data, but, is_reminder, at, hold, spread_up_to, spread_at
)
SELECT n, 'bench:' || n, 'published', 'contributions.contribution:' || (%(about)s::bigint[])[n],
       ARRAY['process:' || %(process)s], '{"searched": 0}', '{}', false, now() - n * interval '1 day', false, 5000, now()
FROM generate_series(1, %(many)s / 5000) n;
SELECT setval('following_news_id_seq', %(many)s / 5000);

INSERT INTO notifications_words (id, family, language, subject_line, text, html, mark, created_at)
VALUES (1, 'contributions/followed_published', 'en', 'New', 'A contribution was published.', '<p>It was.</p>', 'bench', now());

CREATE TEMPORARY TABLE bench_letter ON COMMIT DROP AS
SELECT gen_random_uuid() AS id, n, n > %(own)s AS is_to_many, n %% 1000 AS place FROM generate_series(1, %(own)s + %(many)s) n;

INSERT INTO notifications_letter (
    id, key, address, language, family, about, subject_line, text, html, words_id, stop, priority, hold, message_id,
    created_at, next_attempt_at, attempts, last_error, sent_at, failed_at, bounced_at, called_off_at, person_id
)
SELECT id, 'bench:' || n, 'reader' || n %% 5000 || '@example.org', 'en',
       CASE WHEN is_to_many THEN 'contributions/followed_published'
            WHEN n %% 3 = 0 THEN 'contributions/published' ELSE 'contributions/receipt' END,
       CASE WHEN n > %(own)s - 200 AND NOT is_to_many THEN 'consultations.commentperiod:' || %(small)s
            ELSE 'contributions.contribution:' || (%(about)s::bigint[])[1 + n %% cardinality(%(about)s::bigint[])] END,
       'Letter ' || n, CASE WHEN is_to_many THEN '' ELSE repeat('Words of a letter. ', 30) END, '',
       CASE WHEN is_to_many THEN 1 END, CASE WHEN is_to_many THEN '1-n1' ELSE '' END, CASE WHEN is_to_many THEN 7 ELSE 5 END,
       place = 8 AND NOT is_to_many, '<' || n || '@bench>',
       now() - n * interval '1 minute', now() - n * interval '1 minute', 1,
       CASE WHEN place < 8 THEN '550 5.1.1 No such user here' ELSE '' END,
       CASE WHEN place BETWEEN 5 AND 7 OR place > 10 OR (place > 7 AND is_to_many) THEN now() - n * interval '1 minute' END,
       CASE WHEN place < 5 THEN now() - n * interval '1 minute' END,
       CASE WHEN place BETWEEN 5 AND 7 THEN now() - n * interval '1 minute' END,
       CASE WHEN place = 9 AND NOT is_to_many THEN now() - n * interval '1 minute' END,
       CASE WHEN n %% 5000 = 0 THEN %(person)s END
FROM bench_letter;

INSERT INTO following_item (reader_id, news_id, topic, pace, letter_id, created_at)
SELECT 1 + (n - %(own)s - 1) %% 5000, 1 + (n - %(own)s - 1) / 5000, 'process:' || %(process)s, 0, id, now()
FROM bench_letter WHERE is_to_many;
