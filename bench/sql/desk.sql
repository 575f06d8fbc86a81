-- Makes a desk of what was published: of a hundred contributions, eleven wait for the secretariat and one for its
-- author, five are declined and two withdrawn. Which ones, and who answers for them, follows from their ids.
SET LOCAL session_replication_role = replica;

CREATE TEMPORARY TABLE bench_desk ON COMMIT DROP AS
SELECT id, dice %% 100 AS place, (dice / 100) %% 1000 AS other FROM (
    SELECT id, ('x' || substr(md5(id || ':' || %(seed)s::text), 1, 7))::bit(28)::int AS dice FROM contributions_contribution
) thrown;

UPDATE contributions_contribution made SET
    state = CASE WHEN place < 6 THEN 'submitted' WHEN place < 10 THEN 'under_review' WHEN place < 12 THEN 'returned'
        WHEN place < 17 THEN 'declined' WHEN place < 19 THEN 'withdrawn' ELSE 'published' END,
    lane = CASE WHEN other %% 10 < 7 THEN 'in_time' WHEN other %% 10 < 9 THEN 'delayed' ELSE 'next_round' END,
    assignee_id = CASE WHEN place < 6 AND other %% 3 > 0 THEN NULL ELSE (%(officers)s::bigint[])[1 + other %% 5] END,
    moved_at = submitted_at,
    answered_at = CASE WHEN place = 11 THEN submitted_at + interval '1 hour' END,
    symbol_id = CASE WHEN place < 19 THEN NULL ELSE symbol_id END,
    number = CASE WHEN place < 19 THEN NULL ELSE number END,
    published_at = CASE WHEN place < 19 THEN NULL ELSE published_at END,
    closed_at = CASE WHEN place BETWEEN 12 AND 18 THEN submitted_at + interval '1 day' END,
    ground = CASE WHEN place BETWEEN 12 AND 16 THEN 'Made up.' ELSE '' END,
    ground_code = CASE WHEN place BETWEEN 12 AND 16 THEN 'off_topic' ELSE '' END
FROM bench_desk WHERE bench_desk.id = made.id;

INSERT INTO contributions_deskwords (contribution_id, words) SELECT id, search FROM contributions_contribution;
UPDATE contributions_contribution SET search = NULL WHERE state <> 'published';
DELETE FROM consultations_symbol symbol WHERE NOT EXISTS (
    SELECT FROM contributions_contribution made WHERE made.symbol_id = symbol.id
);

-- One contribution of fifty (half of all are in the first round) belongs to a campaign; everybody had a letter.
WITH made AS (
    INSERT INTO contributions_campaign (round_id, representative_id, organiser, organiser_url, made_by_id, made_at)
    SELECT round_id, min(id), 'Made up', '', (%(officers)s::bigint[])[1], now() FROM contributions_contribution
    WHERE round_id = (SELECT min(round_id) FROM contributions_contribution) AND id %% 25 = 1 GROUP BY round_id
    RETURNING id, round_id
)
UPDATE contributions_contribution member SET campaign_id = made.id FROM made
WHERE member.round_id = made.round_id AND member.id %% 25 = 1;

INSERT INTO notifications_letter (
    id, key, address, language, family, about, subject_line, text, html, priority, hold, message_id, created_at,
    next_attempt_at, attempts, sent_at, last_error, stop
)
SELECT gen_random_uuid(), 'bench:' || id, 'author-' || id || '@example.org', 'en', 'receipt', 'contributions.contribution:' || id, 'Received', title, '',
    3, false, '<' || id || '@bench.example>', submitted_at, submitted_at, 1, submitted_at, '', ''
FROM contributions_contribution;
