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
